import type { ByteSource } from '../byte-source.ts'
import { cannotRead } from '../cannot-read.ts'
import { countElements } from '../dtype.ts'
import { blockTypes } from './block-types.ts'
import { createGgufCursor, type GgufValue, HeaderEnds } from './gguf-cursor.ts'

/** The header is read in growing pieces: how long it is shows only at its end. A vocabulary of 250,000 words takes 20 MB. */
const FIRST_READ_BYTES = 2 ** 20
const MOST_HEADER_BYTES = 128 * 2 ** 20

const MOST_TENSORS = 400_000
const MOST_FACTS = 100_000

/** ggml has four dimensions. */
const MOST_DIMENSIONS = 4

export interface GgufTensor {
  /** Row-major: the file lists the dimensions the other way round. */
  readonly shape: readonly number[]
  /** `Q4_K`, `F16`, …: how its numbers are stored. */
  readonly type: string
  /** Of its first byte in the file. */
  readonly offset: number
  readonly sizeBytes: number
}

export interface GgufHeader {
  readonly version: number
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: ReadonlyMap<string, GgufTensor>
}

/**
 * Reads the header of a GGUF file (version 2 or 3, little-endian): metadata and where each tensor lies.
 * Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Errors: `corrupt-file`.
 */
export async function readGgufHeader(source: ByteSource): Promise<GgufHeader> {
  const most = Math.min(source.sizeBytes, MOST_HEADER_BYTES)
  for (let length = Math.min(FIRST_READ_BYTES, most); ; length = Math.min(length * 8, most)) {
    try {
      return parse(await source.read(0, length), source)
    } catch (error) {
      if (!(error instanceof HeaderEnds)) throw error
      if (length === most)
        throw cannotRead(source.path, `its header goes on past byte ${most}, where the file or what is read of it ends`)
    }
  }
}

function parse(bytes: Uint8Array, source: ByteSource): GgufHeader {
  const fail = (problem: string) => cannotRead(source.path, problem)
  const cursor = createGgufCursor(bytes, fail)
  const magic = cursor.uint32()
  if (magic !== 0x46554747) throw fail('it does not begin with GGUF')
  const version = cursor.uint32()
  if (version === 0x03000000 || version === 0x02000000) throw fail('it was written on a big-endian machine')
  if (version !== 2 && version !== 3) throw fail(`it is of GGUF version ${version}, and 2 and 3 are read`)
  const tensorCount = cursor.count()
  const factCount = cursor.count()
  if (tensorCount > MOST_TENSORS) throw fail(`it claims ${tensorCount} tensors, ${MOST_TENSORS} are the most`)
  if (factCount > MOST_FACTS) throw fail(`it claims ${factCount} metadata, ${MOST_FACTS} are the most`)
  const metadata = new Map<string, GgufValue>()
  for (let i = 0; i < factCount; i++) {
    const key = cursor.text()
    if (metadata.has(key)) throw fail(`its metadata ${quote(key)} come twice`)
    metadata.set(key, cursor.value())
  }
  const alignment = metadata.get('general.alignment') ?? 32
  if (typeof alignment !== 'number' || !Number.isInteger(alignment) || alignment < 1) {
    throw fail(`its alignment is ${String(alignment).slice(0, 40)}`)
  }
  const listed: { name: string; shape: number[]; type: number; start: number }[] = []
  for (let i = 0; i < tensorCount; i++) {
    const name = cursor.text()
    const dimensions = cursor.uint32()
    if (dimensions > MOST_DIMENSIONS) throw fail(`tensor ${quote(name)} has ${dimensions} dimensions`)
    const shape = Array.from({ length: dimensions }, () => cursor.count()).reverse()
    listed.push({ name, shape, type: cursor.uint32(), start: cursor.count() })
  }
  const dataStart = Math.ceil(cursor.position() / alignment) * alignment
  return { version, metadata, tensors: placeTensors(listed, dataStart, source.sizeBytes, fail) }
}

function placeTensors(
  listed: readonly { name: string; shape: readonly number[]; type: number; start: number }[],
  dataStart: number,
  sizeBytes: number,
  fail: (problem: string) => Error,
): ReadonlyMap<string, GgufTensor> {
  const tensors = new Map<string, GgufTensor>()
  for (const { name, shape, type, start } of listed) {
    const block = blockTypes.get(type)
    if (block === undefined) throw fail(`tensor ${quote(name)} has the unknown type ${type}`)
    const elements = countElements(shape)
    if (elements === undefined || (shape.at(-1) ?? 1) % block.elements !== 0) {
      throw fail(
        `tensor ${quote(name)} [${shape.join(', ')}] is no whole number of ${block.name} blocks of ${block.elements}`,
      )
    }
    const tensorBytes = (elements / block.elements) * block.bytes
    const offset = dataStart + start
    if (offset + tensorBytes > sizeBytes) {
      throw fail(`tensor ${quote(name)} ends at byte ${offset + tensorBytes} and the file has ${sizeBytes}`)
    }
    if (tensors.has(name)) throw fail(`it holds two tensors ${quote(name)}`)
    tensors.set(name, { shape, type: block.name, offset, sizeBytes: tensorBytes })
  }
  let end = dataStart
  for (const [name, { offset, sizeBytes: length }] of [...tensors].sort(([, a], [, b]) => a.offset - b.offset)) {
    if (offset < end) throw fail(`tensor ${quote(name)} begins at ${offset}, before the one ahead of it ends at ${end}`)
    end = offset + length
  }
  return tensors
}

function quote(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name)
}
