import type { Situation } from '../dialogue/situation.ts'
import { type Settings, takeSettings } from '../slots/settings.ts'
import { fieldsOf, toArguments } from '../slots/to-arguments.ts'
import type { Clause } from '../text/clause.ts'
import { changePrompt } from './change-prompt.ts'

/** A call's arguments as a clause wants them changed. */
export interface Changed {
  readonly arguments: Record<string, unknown>
  readonly settings: Settings
  /** The new prompt, where the clause changes it. */
  readonly prompt?: string
  /** Whether anything is otherwise. */
  readonly any: boolean
}

/** Applies sizes, counts, maps and words of a clause to the arguments of a call. The clause itself stays as it is. */
export function changedArguments(
  tool: string,
  given: Readonly<Record<string, unknown>>,
  clause: Clause,
  { world, tools }: Situation,
): Changed {
  const copy = clause.copy()
  const spec = tools.get(tool)
  const settings = takeSettings(copy, world)
  const more = toArguments(settings, spec)
  const changed: Record<string, unknown> = { ...given }
  const old = given['prompt']
  const prompt = typeof old === 'string' ? changePrompt(copy, old, { wide: true }) : undefined
  if (prompt !== undefined) changed['prompt'] = prompt
  const negative = given['negativePrompt']
  if (typeof more['negativePrompt'] === 'string' && typeof negative === 'string' && negative !== '')
    more['negativePrompt'] = `${negative}, ${more['negativePrompt']}`
  Object.assign(changed, more)
  const takesMaps = fieldsOf(spec)['maps'] !== undefined
  if (settings.allMaps === true) delete changed['maps']
  if (settings.noMaps === true && takesMaps) changed['maps'] = ['albedo']
  return {
    arguments: changed,
    settings,
    ...(prompt === undefined ? {} : { prompt }),
    any:
      prompt !== undefined ||
      Object.keys(more).length > 0 ||
      settings.seamless !== undefined ||
      settings.seed !== undefined ||
      (takesMaps && (settings.allMaps === true || settings.noMaps === true)),
  }
}
