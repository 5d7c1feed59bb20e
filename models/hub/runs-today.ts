import { kindOfTask, type ModelFamily } from '../../base/model.ts'
import type { ModelKind } from './model-kind.ts'

/** What is needed of a model to know what runs it; `family` is its architecture. */
interface Runnable {
  readonly kind: ModelKind
  readonly family: string | undefined
}

type Family = Pick<ModelFamily, 'task' | 'architectures' | 'builtIn'>

/** Kinds that are used together with a checkpoint: what runs that takes them. */
const addOns: ReadonlySet<ModelKind> = new Set(['lora', 'controlnet', 'vae', 'preview', 'embedding'])

/** Whether the code of this workspace runs a model: `families` are those that discovery found. */
export function runsToday({ kind, family: known }: Runnable, families: Iterable<Family>): boolean {
  // llama.cpp and servers read whatever they are given; what they cannot is told when it is loaded.
  if (kind === 'language') return true
  // A TAESD's weights do not tell which models it is for.
  const family = known === 'taesd' ? undefined : known
  const wanted = addOns.has(kind) ? 'checkpoint' : kind
  const ofKind = [...families].filter((each) => each.builtIn !== true && kindOfTask[each.task] === wanted)
  // An architecture that nothing told is found out when it is loaded.
  return family === undefined ? ofKind.length > 0 : ofKind.some((each) => each.architectures.includes(family))
}
