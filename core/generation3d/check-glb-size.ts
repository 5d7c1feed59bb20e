import { WorkspaceError } from '../../base/error.ts'

/** Unpacked numbers of a mesh: 1 GB is some 30 million vertices, more than the workspace can work with. */
const mostBytes = 1_000_000_000

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
 * Refuses a GLB that ends before its header says (a parser would read on behind it), and one whose header promises more numbers than fit in the memory: accessors without data are zeros that a kilobyte of JSON
 * can ask for by the gigabyte, and compressed views unpack to what they say. What is damaged otherwise, the parser tells.
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
  const total = sizes.reduce((sum, size) => sum + (Number.isFinite(size) ? size : 0), 0)
  if (total <= mostBytes) return
  throw new WorkspaceError(
    'bad-input',
    `The mesh unpacks to ${Math.round(total / 1e6)} MB; at most 1,000 MB are read.`,
    {
      hint: 'Reduce the mesh first.',
    },
  )
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
