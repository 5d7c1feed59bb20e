import type { Situation } from '../dialogue/situation.ts'
import type { Settings } from '../slots/settings.ts'
import { takeSettings } from '../slots/take-settings.ts'
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
  const onlyShape =
    /^(?: (?:make|it|a|bit|much|little|and|please|·|,|the|image|picture))* (?:wider|taller)(?: (?:please|now|·|image|picture))* $/.test(
      copy.text,
    )
  const prompt = typeof old === 'string' && !onlyShape ? changePrompt(copy, old, { wide: true }) : undefined
  if (prompt !== undefined) changed['prompt'] = prompt
  const negative = given['negativePrompt']
  if (typeof more['negativePrompt'] === 'string' && typeof negative === 'string' && negative !== '')
    more['negativePrompt'] = `${negative}, ${more['negativePrompt']}`
  Object.assign(changed, more)
  for (const [side, word] of [
    ['width', / wider /],
    ['height', / taller /],
  ] as const) {
    if (!word.test(copy.text) || more[side] !== undefined || fieldsOf(spec)[side] === undefined) continue
    const now = typeof given[side] === 'number' ? given[side] : (world.sizes[0]?.width ?? 512)
    more[side] = Math.min(4096, Math.round((now * 1.5) / 64) * 64)
    changed[side] = more[side]
  }
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
