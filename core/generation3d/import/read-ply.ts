import { WorkspaceError } from '../../../base/error.ts'
import { toLinear } from '../../imaging/maps/linear-light.ts'
import type { Mesh } from '../mesh.ts'
import { latin1, textOf } from './text-of.ts'

interface Property {
  readonly name: string
  readonly type: string
  /** The type of the count before a list. */
  readonly count?: string
}

interface Element {
  readonly name: string
  readonly count: number
  readonly properties: readonly Property[]
}

/** Bytes of each type, by its old and its new name. */
const sizes: Readonly<Record<string, number>> = {
  char: 1,
  int8: 1,
  uchar: 1,
  uint8: 1,
  short: 2,
  int16: 2,
  ushort: 2,
  uint16: 2,
  int: 4,
  int32: 4,
  uint: 4,
  uint32: 4,
  float: 4,
  float32: 4,
  double: 8,
  float64: 8,
}

export function isPly(bytes: Uint8Array): boolean {
  return bytes[0] === 0x70 && bytes[1] === 0x6c && bytes[2] === 0x79 && (bytes[3] === 0x0a || bytes[3] === 0x0d)
}

/**
 * The mesh in a PLY (Turk 1994, "The PLY polygon file format"), text or binary, as it has it: places, normals, uvs (s t, u v or
 * texture_u texture_v, from the bottom left) and colours (sRGB) of the vertices; polygons are cut into fans.
 */
export function readPly(bytes: Uint8Array): Mesh {
  const { format, elements, start } = readHeader(bytes)
  const next = format === 'ascii' ? textReader(bytes, start) : binaryReader(bytes, start, format)
  const columns = new Map<string, Float64Array>()
  const indices: number[] = []
  for (const { name, count, properties } of elements) {
    const own = properties.map(() => new Float64Array(name === 'vertex' ? count : 0))
    for (let i = 0; i < count; i++)
      properties.forEach((property, k) => {
        if (property.count === undefined) {
          const value = next(property.type)
          if (name === 'vertex') own[k]![i] = value
          return
        }
        const corners = Array.from({ length: listLength(next(property.count), bytes.length) }, () =>
          next(property.type),
        )
        if (name !== 'face' || !/^vertex_ind(ex|ices)$/.test(property.name)) return
        for (let c = 2; c < corners.length; c++) indices.push(corners[0]!, corners[c - 1]!, corners[c]!)
      })
    if (name === 'vertex') for (const [k, property] of properties.entries()) columns.set(property.name, own[k]!)
  }
  return meshOf(columns, indices, elements)
}

function meshOf(
  columns: ReadonlyMap<string, Float64Array>,
  indices: readonly number[],
  elements: readonly Element[],
): Mesh {
  const vertices = columns.get('x')?.length ?? 0
  const wrong = indices.find((index) => !(index >= 0 && index < vertices))
  if (wrong !== undefined) throw corrupt(`a face names vertex ${wrong} of ${vertices}`)
  const together = (...names: string[]): Float32Array | undefined => {
    const found = names.map((name) => columns.get(name))
    if (found.some((column) => column === undefined)) return undefined
    return Float32Array.from(
      { length: vertices * names.length },
      (_, i) => found[i % names.length]!.at(Math.floor(i / names.length))!,
    )
  }
  const positions = together('x', 'y', 'z')
  if (positions === undefined) throw corrupt('its vertices have no x, y and z')
  const normals = together('nx', 'ny', 'nz')
  const uvs = together('s', 't') ?? together('u', 'v') ?? together('texture_u', 'texture_v')
  const colors = together('red', 'green', 'blue')
  const vertex = elements.find(({ name }) => name === 'vertex')!
  const isByte = vertex.properties.some(({ name, type }) => name === 'red' && sizes[type] === 1)
  return {
    positions,
    indices: Uint32Array.from(indices),
    ...(normals && { normals }),
    // PLY counts v from the bottom of the picture.
    ...(uvs && { uvs: uvs.map((value, i) => (i % 2 === 0 ? value : 1 - value)) }),
    ...(colors && { colors: colors.map((value) => toLinear(byteOf(isByte ? value : value * 255))) }),
  }
}

function byteOf(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value) || 0))
}

function readHeader(bytes: Uint8Array): { format: string; elements: Element[]; start: number } {
  const text = latin1(bytes.subarray(0, 65_536))
  const end = /\nend_header\r?\n/.exec(text)
  if (end === null) throw corrupt('its header has no end')
  let format = ''
  const elements: { name: string; count: number; properties: Property[] }[] = []
  for (const line of text.slice(0, end.index).split(/\r?\n/)) {
    const words = line.trim().split(/\s+/)
    if (words[0] === 'format') format = words[1] ?? ''
    if (words[0] === 'element') elements.push({ name: words[1] ?? '', count: Number(words[2]), properties: [] })
    if (words[0] !== 'property') continue
    const isList = words[1] === 'list'
    const property = isList
      ? { name: words[4] ?? '', type: words[3] ?? '', count: words[2] ?? '' }
      : { name: words[2] ?? '', type: words[1] ?? '' }
    for (const type of isList ? [property.type, property.count!] : [property.type])
      if (sizes[type] === undefined) throw corrupt(`it has numbers of the type "${type}"`)
    elements.at(-1)?.properties.push(property)
  }
  if (!/^(ascii|binary_little_endian|binary_big_endian)$/.test(format)) throw corrupt(`its format is "${format}"`)
  // Each property takes a byte at least, and so does what has none: a header may not ask for time or memory that the file does not have.
  let announced = 0
  for (const { name, count, properties } of elements) {
    if (Number.isInteger(count) && count >= 0) announced += count * Math.max(1, properties.length)
    else announced = Infinity
    if (announced > bytes.length) throw corrupt(`its header announces ${count} of ${name}`)
  }
  return { format, elements, start: end.index + end[0].length }
}

function binaryReader(bytes: Uint8Array, start: number, format: string): (type: string) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = format === 'binary_little_endian'
  let at = start
  return (type) => {
    const from = at
    at += sizes[type]!
    if (at > bytes.length) throw corrupt('it ends too early')
    switch (type) {
      case 'char':
      case 'int8':
        return view.getInt8(from)
      case 'uchar':
      case 'uint8':
        return view.getUint8(from)
      case 'short':
      case 'int16':
        return view.getInt16(from, little)
      case 'ushort':
      case 'uint16':
        return view.getUint16(from, little)
      case 'int':
      case 'int32':
        return view.getInt32(from, little)
      case 'uint':
      case 'uint32':
        return view.getUint32(from, little)
      case 'float':
      case 'float32':
        return view.getFloat32(from, little)
      default:
        return view.getFloat64(from, little)
    }
  }
}

function textReader(bytes: Uint8Array, start: number): (type: string) => number {
  const text = textOf(bytes, 'PLY')
  const word = /\S+/g
  word.lastIndex = start
  return () => {
    const found = word.exec(text)
    if (found === null) throw corrupt('it ends too early')
    return Number(found[0])
  }
}

function listLength(count: number, most: number): number {
  if (Number.isInteger(count) && count >= 0 && count <= most) return count
  throw corrupt(`a list has ${count} entries`)
}

function corrupt(reason: string): WorkspaceError {
  return new WorkspaceError('corrupt-file', `The PLY file cannot be read: ${reason}.`)
}
