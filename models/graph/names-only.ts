import type { WeightFacts } from '../../base/model.ts'
import type { WeightSource } from './weights.ts'

/** Names and shapes alone, as a weight source: all that recognising takes. */
export function namesOnly({ tensors }: Pick<WeightFacts, 'tensors'>): WeightSource {
  return {
    names: () => tensors.keys(),
    info: (name) => tensors.get(name),
    locate: () => undefined,
    floats: () => Promise.reject(new Error('Only names are known here.')),
  }
}
