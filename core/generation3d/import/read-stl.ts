import { WorkspaceError } from '../../../base/error.ts'
import { compact } from '../compact.ts'
import type { Mesh } from '../mesh.ts'
import { weldPositions } from '../weld-positions.ts'
import { latin1, textOf } from './text-of.ts'

/** Whether bytes are an STL: binary by its length, or text that begins as the format's. */
export function isStl(bytes: Uint8Array): boolean {
  return isBinary(bytes) || /^\s*solid\b[\s\S]*?\bfacet\s+normal\b/.test(latin1(bytes.subarray(0, 2000)))
}

/** The triangles of an STL, binary or text, as it has them (+Z up, no unit); corners at one place become one vertex. */
export function readStl(bytes: Uint8Array): Mesh {
  const corners = isBinary(bytes) ? readBinary(bytes) : readText(bytes)
  const weld = weldPositions(corners)
  return compact({ positions: corners, indices: weld })
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.length >= 84 && bytes.length === 84 + 50 * viewOf(bytes).getUint32(80, true)
}

/** A header of 80 bytes, the count, then for each triangle its normal, three corners and two bytes more. */
function readBinary(bytes: Uint8Array): Float32Array {
  const view = viewOf(bytes)
  const count = view.getUint32(80, true)
  const corners = new Float32Array(count * 9)
  for (let t = 0; t < count; t++)
    for (let i = 0; i < 9; i++) corners[t * 9 + i] = view.getFloat32(84 + t * 50 + 12 + i * 4, true)
  return corners
}

function readText(bytes: Uint8Array): Float32Array {
  const numbers: number[] = []
  for (const [, x, y, z] of textOf(bytes, 'STL').matchAll(/\bvertex\s+(\S+)\s+(\S+)\s+(\S+)/g)) {
    numbers.push(Number(x), Number(y), Number(z))
  }
  if (numbers.length % 9 === 0) return Float32Array.from(numbers)
  throw new WorkspaceError(
    'corrupt-file',
    `The STL file ends in the middle of a triangle (${numbers.length / 3} corners).`,
  )
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
