import { dirname } from 'node:path'
import { isNetworkDrive } from '../formats/network-drive.ts'
import type { ElementType, GraphWeight } from './graph.ts'
import type { WeightLocation, WeightSource } from './weights.ts'

/** What a weight's elements are in the graph. */
export function weightType({ form, half }: GraphWeight): ElementType {
  if (half) return 'float16'
  if (form === undefined || form.of === 'scales') return 'float32'
  return form.bits === 'channels' ? 'int8' : 'uint8'
}

const elementBytes = { float32: 4, float16: 2, int8: 1, uint8: 1 } as const

/** Bytes of a weight in the graph. */
export function weightSize(weight: GraphWeight): number {
  const count = weight.shape.reduce((all, d) => all * d, 1)
  return count * elementBytes[weightType(weight) as keyof typeof elementBytes]
}

/** What the weights of a part take in memory, in bytes. */
export function weightsBytes({ weights }: { readonly weights: readonly GraphWeight[] }): number {
  return weights.reduce((sum, weight) => sum + weightSize(weight), 0)
}

/**
 * Where a weight lies in a file just as the graph takes it, so that the runtime maps it there; undefined on network drives, whose
 * files are read whole instead. Other types than float32 are widened first, all but tables: behind a Cast the runtime's
 * convolutions miss their blocked layout and run at half the speed.
 */
export function weightPlace(source: WeightSource, weight: GraphWeight): WeightLocation | undefined {
  const asItIs = weight.form === undefined && weight.block === undefined
  if (source.info(weight.source)!.dtype !== (weight.half ? 'F16' : 'F32') || !asItIs) return undefined
  const place = storedPlace(source, weight)
  return place === undefined || isNetworkDrive(dirname(place.file)) ? undefined : place
}

/** Where a weight's values, or the rows of them that it takes, lie in a file in whatever type; undefined for what is computed. */
export function storedPlace(
  source: WeightSource,
  { source: name, rows }: Pick<GraphWeight, 'source' | 'rows'>,
): WeightLocation | undefined {
  const place = source.locate(name)
  if (place === undefined || rows === undefined) return place
  const rowBytes = place.sizeBytes / source.info(name)!.shape[0]!
  return { file: place.file, offset: place.offset + rows[0] * rowBytes, sizeBytes: (rows[1] - rows[0]) * rowBytes }
}

/** A weight's values out of the source, or the rows of them that it takes. */
export async function weightFloats(
  source: WeightSource,
  { source: name, rows }: Pick<GraphWeight, 'source' | 'rows'>,
): Promise<Float32Array> {
  const values = await source.floats(name)
  if (rows === undefined) return values
  const row = values.length / source.info(name)!.shape[0]!
  return values.slice(rows[0] * row, rows[1] * row)
}
