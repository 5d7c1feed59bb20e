import type { Checkpoint } from '../formats/checkpoint.ts'
import type { WeightSource } from './weights.ts'

/** An opened checkpoint as a graph's weights. It must stay open until the session is. */
export function checkpointWeights(checkpoint: Checkpoint): WeightSource {
  return {
    info: (name) => checkpoint.tensors.get(name),
    names: () => checkpoint.tensors.keys(),
    floats: (name) => checkpoint.readFloats(name),
    locate(name) {
      const entry = checkpoint.tensors.get(name)
      // Elements with gaps between them are no place that a file can be mapped from.
      if (entry === undefined || entry.strides !== undefined) return undefined
      return { file: entry.file, offset: entry.offset, sizeBytes: entry.sizeBytes }
    },
  }
}
