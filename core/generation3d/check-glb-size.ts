import { WorkspaceError } from '../../base/error.ts'
import { measureGlbScene } from './measure-glb-scene.ts'

/** Unpacked numbers of a mesh: 1 GB is some 30 million vertices, more than the workspace can work with. */
const mostBytes = 1_000_000_000
/** Each part is copied and joined by itself: past this many that takes minutes. Whole buildings have some thousand. */
const mostParts = 100_000
/** Bones of a hand lie some 20 deep. What walks the tree by recursion ends near 10,000. */
const deepest = 1000

const componentBytes: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 }
const components: Readonly<Record<string, number>> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
}

/**
 * Refuses a GLB that ends before its header says (a parser would read on behind it), and one whose JSON promises more than fits in
 * the memory or a parser survives: accessors without data are zeros that a kilobyte can ask for by the gigabyte, compressed views
 * unpack to what they say, one mesh may be named a million times, nodes may be nested without end. What is damaged otherwise, the
 * parser tells. Errors: `corrupt-file`, `bad-input`.
 */
export function checkGlbSize(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // glTF 2.0, 4.4: a header of 12 bytes, then the chunk of JSON: length, type, text.
  if (bytes.length < 20 || view.getUint32(16, true) !== 0x4e4f534a) return
  const wanted = Math.max(view.getUint32(8, true), 20 + view.getUint32(12, true))
  if (wanted > bytes.length) {
    throw new WorkspaceError('corrupt-file', `The GLB file is cut off: ${bytes.length} of ${wanted} bytes are there.`, {
      hint: 'Get the file again from where it came.',
    })
  }
  const json = parseJson(bytes.subarray(20, 20 + view.getUint32(12, true)))
  checkAccessors(json)
  const { parts, depth, sizeBytes } = measureGlbScene(json)
  if (depth === Infinity) throw new WorkspaceError('corrupt-file', 'The nodes of the GLB file run in a circle.')
  if (depth > deepest) throw beyond(`The GLB file nests nodes ${depth} deep; at most ${deepest} are read.`)
  if (parts > mostParts) throw beyond(`The GLB file has ${parts} parts; at most ${mostParts} are read.`)
  const total = Math.max(sizeBytes, accessorBytes(json))
  if (total > mostBytes) {
    throw beyond(
      `The mesh unpacks to ${Math.round(total / 1e6)} MB; at most 1,000 MB are read.`,
      'Reduce the mesh first.',
    )
  }
}

function beyond(sentence: string, hint = 'Join its parts to one mesh first.'): WorkspaceError {
  return new WorkspaceError('bad-input', sentence, { hint })
}

/** More numbers that differ than there are (glTF 2.0, 3.6.2.3) are a count that a parser would run through to its end. */
function checkAccessors(json: unknown): void {
  for (const { count, sparse } of list(json, 'accessors')) {
    if (Number((sparse as { count?: unknown } | null | undefined)?.count) > Number(count)) {
      throw new WorkspaceError('corrupt-file', 'A sparse accessor of the GLB file has more numbers than the accessor.')
    }
  }
}

/** Of all accessors and compressed views, each once. */
function accessorBytes(json: unknown): number {
  const sizes = [
    ...list(json, 'accessors').map(
      ({ count, componentType, type }) =>
        Number(count) * (componentBytes[Number(componentType)] ?? 4) * (components[String(type)] ?? 16),
    ),
    ...list(json, 'bufferViews').map(({ extensions }) => {
      const packed = (extensions as Record<string, { count?: unknown; byteStride?: unknown }> | undefined)?.[
        'EXT_meshopt_compression'
      ]
      return packed === undefined ? 0 : Number(packed.count) * Number(packed.byteStride)
    }),
  ]
  return sizes.reduce((sum, size) => sum + (Number.isFinite(size) ? size : 0), 0)
}

function list(json: unknown, key: string): readonly Record<string, unknown>[] {
  const value = (json as Record<string, unknown> | undefined)?.[key]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : []
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
