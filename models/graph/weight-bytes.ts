import { dirname } from 'node:path'
import { isNetworkDrive } from '../formats/network-drive.ts'
import type { ElementType, GraphWeight, WeightForm } from './graph.ts'
import { type Packed, packBlocks, packChannels } from './quantize.ts'
import type { WeightLocation, WeightSource } from './weights.ts'

/** What a weight's elements are in the graph. */
export function weightType({ form }: GraphWeight): ElementType {
  if (form === undefined || form.of === 'scales') return 'float32'
  return form.bits === 'channels' ? 'int8' : 'uint8'
}

/** Bytes of a weight in the graph. */
export function weightSize(weight: GraphWeight): number {
  const count = weight.shape.reduce((all, d) => all * d, 1)
  return weightType(weight) === 'float32' ? 4 * count : count
}

/**
 * Where a weight lies in a file just as the graph takes it, so that the runtime maps it there; undefined on network drives, whose
 * files are read whole instead. Only float32: other types are
 * widened first, since behind a Cast the runtime's convolutions miss their blocked layout and run at half the speed.
 */
export function weightPlace(
  source: WeightSource,
  { source: name, rows, form }: GraphWeight,
): WeightLocation | undefined {
  const info = source.info(name)!
  const place = info.dtype === 'F32' && form === undefined ? source.locate(name) : undefined
  if (place === undefined || isNetworkDrive(dirname(place.file))) return undefined
  if (rows === undefined) return place
  const rowBytes = place.sizeBytes / info.shape[0]!
  return { file: place.file, offset: place.offset + rows[0] * rowBytes, sizeBytes: (rows[1] - rows[0]) * rowBytes }
}

/** The bytes of weights as the graph takes them, out of the checkpoint's values. */
export function weightReader(source: WeightSource): (weight: GraphWeight) => Promise<Uint8Array<ArrayBuffer>> {
  // Values and scales of one weight are asked for one after the other.
  let last: { readonly key: string; readonly packed: Packed } | undefined
  return async (weight) => {
    const { form, source: name, rows } = weight
    if (form === undefined) return bytesOf(await floatsOf(source, weight))
    const key = [name, rows?.join(':'), form.bits].join('#')
    if (last?.key !== key) last = { key, packed: pack(form, await floatsOf(source, weight)) }
    return bytesOf(form.of === 'values' ? last.packed.values : last.packed.scales)
  }
}

function pack(form: WeightForm, values: Float32Array): Packed {
  return form.bits === 'channels' ? packChannels(values, form.rows) : packBlocks(values, form.rows, form.bits)
}

async function floatsOf(source: WeightSource, { source: name, rows }: GraphWeight): Promise<Float32Array> {
  const values = await source.floats(name)
  if (rows === undefined) return values
  const row = values.length / source.info(name)!.shape[0]!
  return values.slice(rows[0] * row, rows[1] * row)
}

function bytesOf(values: Float32Array | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength)
}
