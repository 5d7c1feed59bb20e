import { WorkspaceError } from '../../../base/error.ts'
import { toLinear } from '../../imaging/maps/linear-light.ts'
import type { Mesh } from '../mesh.ts'
import { latin1, textOf } from './text-of.ts'

/** The words that a line of an OBJ may begin with. */
const lineWords = /^(#|mtllib|usemtl|o|g|s|v|vt|vn|vp|f|l|p)\b/

/** Whether text is an OBJ: no line of its beginning says anything else, and a vertex is among them. */
export function isObj(bytes: Uint8Array): boolean {
  const start = latin1(bytes.subarray(0, 20_000))
  const lines = start.split(/\r?\n/).map((line) => line.trim())
  if (bytes.length > 20_000) lines.pop()
  const said = lines.filter((line) => line !== '')
  return said.some((line) => /^v\s/.test(line)) && said.every((line) => lineWords.test(line) || line.startsWith('#'))
}

/**
 * The faces of a Wavefront OBJ (Appendix B1 of the "Advanced Visualizer" manual) as triangles, polygons cut into fans: places, uvs,
 * normals, and the colours some programs write behind a vertex (sRGB). Lines, points, curves and materials are not read.
 */
export function readObj(bytes: Uint8Array): Mesh {
  const text = textOf(bytes, 'OBJ')
  const given = { v: [] as number[], vt: [] as number[], vn: [] as number[], colors: [] as number[] }
  const out = { positions: [] as number[], uvs: [] as number[], normals: [] as number[], colors: [] as number[] }
  const indices: number[] = []
  const vertexOf = new Map<string, number>()
  let line = 0
  for (let at = 0; at < text.length; ) {
    line++
    let end = text.indexOf('\n', at)
    if (end === -1) end = text.length
    const words = text.slice(at, end).trim().split(/\s+/)
    at = end + 1
    switch (words[0]) {
      case 'v':
        given.v.push(Number(words[1]), Number(words[2]), Number(words[3]))
        if (words.length >= 7) given.colors.push(...words.slice(4, 7).map(Number))
        break
      case 'vt':
        given.vt.push(Number(words[1]), Number(words[2] ?? 0))
        break
      case 'vn':
        given.vn.push(Number(words[1]), Number(words[2]), Number(words[3]))
        break
      case 'f': {
        const corners = words.slice(1).map(vertex)
        for (let k = 2; k < corners.length; k++) indices.push(corners[0]!, corners[k - 1]!, corners[k]!)
        break
      }
      default: // Names, groups, materials, comments.
    }
  }
  const vertices = out.positions.length / 3
  return {
    positions: Float32Array.from(out.positions),
    indices: Uint32Array.from(indices),
    ...(out.normals.length === vertices * 3 && vertices > 0 ? { normals: unit(Float32Array.from(out.normals)) } : {}),
    ...(out.uvs.length === vertices * 2 && vertices > 0 ? { uvs: Float32Array.from(out.uvs) } : {}),
    ...(out.colors.length === vertices * 3 && vertices > 0 ? { colors: Float32Array.from(out.colors) } : {}),
  }

  /** The vertex of 'place/uv/normal', each counted from 1, or backwards from the last so far. */
  function vertex(word: string): number {
    const known = word.includes('-') ? undefined : vertexOf.get(word)
    if (known !== undefined) return known
    const [place = '', uv = '', normal = ''] = word.split('/')
    const v = at3(place, given.v, 3, 'vertex')
    const index = out.positions.length / 3
    for (let k = 0; k < 3; k++) out.positions.push(given.v[v * 3 + k]!)
    if (given.colors.length === given.v.length && given.v.length > 0) {
      for (let k = 0; k < 3; k++) out.colors.push(linear(given.colors[v * 3 + k]!))
    }
    if (uv !== '') {
      const t = at3(uv, given.vt, 2, 'texture coordinate')
      // OBJ counts v from the bottom of the picture.
      out.uvs.push(given.vt[t * 2]!, 1 - given.vt[t * 2 + 1]!)
    }
    if (normal !== '') {
      const n = at3(normal, given.vn, 3, 'normal')
      for (let k = 0; k < 3; k++) out.normals.push(given.vn[n * 3 + k]!)
    }
    vertexOf.set(word, index)
    return index
  }

  function at3(word: string, values: readonly number[], width: number, what: string): number {
    const count = values.length / width
    const number = Number(word)
    const index = number < 0 ? count + number : number - 1
    if (Number.isInteger(index) && index >= 0 && index < count) return index
    throw new WorkspaceError('corrupt-file', `Line ${line} of the OBJ file names ${what} ${word} of ${count}.`)
  }
}

function linear(colour: number): number {
  return Number.isFinite(colour) ? toLinear(Math.max(0, Math.min(255, Math.round(colour * 255)))) : colour
}

/** glTF wants unit normals; OBJ files round theirs. */
function unit(normals: Float32Array): Float32Array {
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2)
    if (length > 0) for (let a = i; a < i + 3; a++) normals[a] = normals[a]! / length
    else normals[i + 1] = 1
  }
  return normals
}
