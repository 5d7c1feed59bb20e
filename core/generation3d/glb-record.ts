import { WorkspaceError } from '../../base/error.ts'

/** Where the record stands in a GLB: `asset.extras['ai-workspace']`, as glTF 2.0 foresees for application data. */
const recordKey = 'ai-workspace'

const magic = 0x46546c67 // 'glTF'
const jsonChunkType = 0x4e4f534a // 'JSON'
const headerBytes = 12
const chunkHeaderBytes = 8

interface GltfJson {
  asset: { version: string; extras?: Record<string, unknown> }
}

/** The GLB with `record` inside; only the JSON chunk is read and written, so this costs no more than copying the file. */
export function embedRecordInGlb(bytes: Uint8Array, record: unknown): Uint8Array {
  const { json, end } = readJsonChunk(bytes)
  json.asset.extras = { ...json.asset.extras, [recordKey]: record }
  return withJsonChunk(json, bytes.subarray(end))
}

/** The record inside a GLB, or undefined where there is none. */
export function readRecordFromGlb(bytes: Uint8Array): unknown {
  return readJsonChunk(bytes).json.asset.extras?.[recordKey]
}

/** The GLB without a record: what stays the same when the same work is done elsewhere or on another day. */
export function removeRecordFromGlb(bytes: Uint8Array): Uint8Array {
  const { json, end } = readJsonChunk(bytes)
  if (json.asset.extras === undefined) return bytes
  const { [recordKey]: _, ...extras } = json.asset.extras
  json.asset.extras = extras
  if (Object.keys(extras).length === 0) delete json.asset.extras
  return withJsonChunk(json, bytes.subarray(end))
}

function readJsonChunk(bytes: Uint8Array): { json: GltfJson; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < headerBytes + chunkHeaderBytes || view.getUint32(0, true) !== magic) {
    throw corrupt('it does not begin with "glTF"')
  }
  const version = view.getUint32(4, true)
  if (version !== 2) throw corrupt(`it is glTF version ${version}, not 2`)
  const total = view.getUint32(8, true)
  if (total > bytes.byteLength) throw corrupt(`${total} bytes are announced and ${bytes.byteLength} are there`)
  const length = view.getUint32(headerBytes, true)
  const start = headerBytes + chunkHeaderBytes
  if (view.getUint32(headerBytes + 4, true) !== jsonChunkType || start + length > total) {
    throw corrupt('its first chunk is not JSON')
  }
  const json = parseJson(bytes.subarray(start, start + length))
  return { json, end: start + length }
}

function parseJson(bytes: Uint8Array): GltfJson {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw corrupt('its JSON cannot be read', cause)
  }
  const asset = (json as { asset?: unknown } | null)?.asset
  if (typeof asset !== 'object' || asset === null) throw corrupt('its JSON names no glTF asset')
  return json as GltfJson
}

function withJsonChunk(json: GltfJson, rest: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json))
  const padded = Math.ceil(text.length / 4) * 4
  const bytes = new Uint8Array(headerBytes + chunkHeaderBytes + padded + rest.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, 2, true)
  view.setUint32(8, bytes.length, true)
  view.setUint32(headerBytes, padded, true)
  view.setUint32(headerBytes + 4, jsonChunkType, true)
  const start = headerBytes + chunkHeaderBytes
  bytes.set(text, start)
  bytes.fill(0x20, start + text.length, start + padded) // glTF pads JSON with spaces
  bytes.set(rest, start + padded)
  return bytes
}

function corrupt(reason: string, cause?: unknown): WorkspaceError {
  return new WorkspaceError('corrupt-file', `The file is not a readable GLB: ${reason}.`, {
    hint: 'Export it again as binary glTF 2.0 (.glb).',
    cause,
  })
}
