import type { TensorInfo } from '../../base/model.ts'

/** What all tensors of a file take in memory as float32, in bytes. */
export function floatBytes(tensors: ReadonlyMap<string, TensorInfo>): number {
  let bytes = 0
  for (const { shape } of tensors.values()) bytes += shape.reduce((all, d) => all * d, 4)
  return bytes
}
