import type { ByteSource } from '../byte-source.ts'
import { cannotRead } from '../cannot-read.ts'
import type { TensorEntry } from '../checkpoint.ts'
import { countElements, dtypeBytes, isCount, isDtype } from '../dtype.ts'
import { type JsonValue, parseJson } from '../parse-json.ts'
import type { TensorTable } from '../tensor-table.ts'

/** The reference implementation's limit: longer headers are an attack on memory. */
const MOST_HEADER_BYTES = 100_000_000

/** More dimensions than NumPy allows are damage. */
const MOST_DIMENSIONS = 64

/**
 * Reads what a safetensors file holds without touching a tensor's bytes: 8 bytes of header length (little-endian), a JSON
 * header, then the tensors one right after another. Every claim of the header is held against the file. Errors: `corrupt-file`.
 * Source: https://huggingface.co/docs/safetensors (format), safetensors/src/tensor.rs (checks)
 */
export async function readSafetensorsHeader(source: ByteSource): Promise<TensorTable> {
  const fail = (problem: string) => cannotRead(source.path, problem)
  if (source.sizeBytes < 8) throw fail(`a safetensors file has at least 8 bytes and this one ${source.sizeBytes}`)
  const lengthBytes = await source.read(0, 8)
  const claimed = new DataView(lengthBytes.buffer).getBigUint64(0, true)
  if (claimed > MOST_HEADER_BYTES) {
    throw fail(`its header would take ${claimed} bytes, ${MOST_HEADER_BYTES} are the most`)
  }
  const headerBytes = Number(claimed)
  if (8 + headerBytes > source.sizeBytes) {
    throw fail(`its header would end at byte ${8 + headerBytes} and the file has ${source.sizeBytes}`)
  }
  const header = parseHeader(await source.read(8, headerBytes), fail)
  const dataStart = 8 + headerBytes
  const metadata = readMetadata(header.get('__metadata__'), fail)
  const tensors: [string, TensorEntry][] = []
  for (const [name, entry] of header) {
    if (name !== '__metadata__') tensors.push([name, readEntry(name, entry, source.path, dataStart, fail)])
  }
  tensors.sort(([, a], [, b]) => a.offset - b.offset || a.sizeBytes - b.sizeBytes)
  requireGapless(tensors, dataStart, source.sizeBytes, fail)
  return { tensors: new Map(tensors), metadata }
}

type Fail = (problem: string) => Error

function parseHeader(bytes: Uint8Array, fail: Fail): ReadonlyMap<string, JsonValue> {
  let header: JsonValue
  try {
    header = parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (error) {
    throw fail(
      error instanceof SyntaxError ? `its header is no JSON (${error.message})` : 'its header is no UTF-8 text',
    )
  }
  if (!(header instanceof Map)) throw fail('its header is JSON but no object')
  return header
}

function readMetadata(value: JsonValue | undefined, fail: Fail): Record<string, string> {
  if (value === undefined) return {}
  if (!(value instanceof Map)) throw fail('its __metadata__ is no object')
  const metadata: [string, string][] = []
  for (const [key, text] of value as ReadonlyMap<string, JsonValue>) {
    if (typeof text !== 'string') throw fail(`its __metadata__ ${quote(key)} is no text`)
    metadata.push([key, text])
  }
  return Object.fromEntries(metadata)
}

function readEntry(name: string, value: JsonValue, file: string, dataStart: number, fail: Fail): TensorEntry {
  if (!(value instanceof Map)) throw fail(`the header's entry ${quote(name)} is no object`)
  const entry = value as ReadonlyMap<string, JsonValue>
  const [dtype, shape, offsets] = [entry.get('dtype'), entry.get('shape'), entry.get('data_offsets')]
  if (entry.size !== 3) throw fail(`tensor ${quote(name)} has other fields than dtype, shape and data_offsets`)
  if (!isDtype(dtype)) throw fail(`tensor ${quote(name)} has the unknown dtype ${quote(JSON.stringify(dtype) ?? '')}`)
  if (!Array.isArray(shape) || shape.length > MOST_DIMENSIONS || !shape.every(isCount)) {
    throw fail(`the shape of tensor ${quote(name)} is no list of at most ${MOST_DIMENSIONS} whole numbers`)
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw fail(`the data_offsets of tensor ${quote(name)} are no two whole numbers`)
  }
  const [begin, end] = offsets as [number, number]
  if (end < begin) throw fail(`tensor ${quote(name)} would begin at ${begin} and end before, at ${end}`)
  const elements = countElements(shape)
  if (elements === undefined) throw fail(`tensor ${quote(name)} has more elements than 2^53`)
  const needed = elements * dtypeBytes[dtype]
  if (needed !== end - begin) {
    throw fail(
      `tensor ${quote(name)} of ${dtype} [${shape.join(', ')}] takes ${needed} bytes and ${end - begin} are set aside`,
    )
  }
  return { dtype, shape, file, offset: dataStart + begin, sizeBytes: needed }
}

function requireGapless(
  tensors: readonly (readonly [string, TensorEntry])[],
  dataStart: number,
  sizeBytes: number,
  fail: Fail,
): void {
  let expected = dataStart
  let before = 'the header'
  for (const [name, { offset, sizeBytes: length }] of tensors) {
    if (offset < expected)
      throw fail(`tensor ${quote(name)} begins at ${offset}, inside ${before} that ends at ${expected}`)
    if (offset > expected)
      throw fail(`between ${before} and tensor ${quote(name)} lie ${offset - expected} unused bytes`)
    expected = offset + length
    before = `tensor ${quote(name)}`
  }
  if (expected > sizeBytes) throw fail(`its tensors end at byte ${expected} and the file has ${sizeBytes}`)
  if (expected < sizeBytes)
    throw fail(`its tensors end at byte ${expected} and ${sizeBytes - expected} more bytes follow`)
}

/** Names come from the file: a hostile one must not fill the screen. */
function quote(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name)
}
