import type { PickleValue } from './pickle-values.ts'

/**
 * The keys under which trainers put the weights, best first: averaged weights (`params_ema` of BasicSR) before those of the
 * last step. Lightning writes `state_dict`, ZoeDepth `model`, BasicSR `params`.
 */
const wrappers = ['state_dict', 'model_state_dict', 'params_ema', 'params', 'model']

/** A wrapper in a wrapper in a wrapper has not been seen. */
const MOST_WRAPPERS = 3

/** The dictionary that holds the weights: `value` itself where tensors lie in it, or what a trainer's wrapper key leads to. */
export function unwrapStateDict(value: PickleValue): PickleValue {
  let dictionary = value
  for (let i = 0; i < MOST_WRAPPERS && dictionary instanceof Map; i++) {
    const current: Map<PickleValue, PickleValue> = dictionary
    if ([...current.values()].some(isTensor)) break
    const inner = wrappers.map((key) => current.get(key)).find((item) => item instanceof Map && item.size > 0)
    if (inner === undefined) break
    dictionary = inner
  }
  return dictionary
}

function isTensor(value: PickleValue): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor'
}
