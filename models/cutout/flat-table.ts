/**
 * A table of a FlatBuffers file (google.github.io/flatbuffers, "Internals"): fields by number, through the offsets in its vtable. Every
 * read is checked against the file's end by DataView, which throws a RangeError.
 */
export interface FlatTable {
  has(field: number): boolean
  int8(field: number): number
  int32(field: number): number
  table(field: number): FlatTable
  text(field: number): string
  bytes(field: number): Uint8Array
  int32s(field: number): number[]
  tables(field: number): FlatTable[]
}

export function rootTable(file: Uint8Array): FlatTable {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return tableAt(view, view.getUint32(0, true))
}

function tableAt(view: DataView, at: number): FlatTable {
  const vtable = at - view.getInt32(at, true)
  const fields = (view.getUint16(vtable, true) - 4) / 2
  /** Where a field lies; 0 where it has its default. */
  const place = (field: number) => {
    const offset = field < fields ? view.getUint16(vtable + 4 + 2 * field, true) : 0
    return offset === 0 ? 0 : at + offset
  }
  const follow = (from: number) => from + view.getUint32(from, true)
  /** First element and length of a vector. */
  const vector = (field: number): readonly [number, number] => {
    const from = place(field)
    if (from === 0) return [0, 0]
    const start = follow(from)
    const length = view.getUint32(start, true)
    if (length > view.byteLength) throw new RangeError('A vector is longer than the file.')
    return [start + 4, length]
  }
  const bytes = (field: number) => {
    const [from, length] = vector(field)
    if (from + length > view.byteLength) throw new RangeError('A vector ends behind the file.')
    return new Uint8Array(view.buffer, view.byteOffset + from, length)
  }
  return {
    has: (field) => place(field) !== 0,
    int8: (field) => (place(field) === 0 ? 0 : view.getInt8(place(field))),
    int32: (field) => (place(field) === 0 ? 0 : view.getInt32(place(field), true)),
    table: (field) => tableAt(view, follow(place(field))),
    text: (field) => Buffer.from(bytes(field)).toString('utf8'),
    bytes,
    int32s(field) {
      const [from, length] = vector(field)
      return Array.from({ length }, (_, n) => view.getInt32(from + 4 * n, true))
    },
    tables(field) {
      const [from, length] = vector(field)
      return Array.from({ length }, (_, n) => tableAt(view, follow(from + 4 * n)))
    },
  }
}
