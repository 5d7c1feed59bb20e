/** True where strides (in elements) are those of row-major order; a dimension of one element may have any. */
export function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  if (shape.includes(0)) return true
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false
    expected *= shape[axis]!
  }
  return true
}

/** How many elements lie from the first to the last one, both counted: what must be there to read the tensor. */
export function stridedSpan(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0
  return shape.reduce((span, size, axis) => span + (size - 1) * strides[axis]!, 1)
}

/** The elements of a strided tensor as row-major bytes. `bytes` begins with its first element. */
export function gatherStrided(
  bytes: Uint8Array,
  shape: readonly number[],
  strides: readonly number[],
  elementBytes: number,
): Uint8Array<ArrayBuffer> {
  const count = shape.reduce((product, size) => product * size, 1)
  const out = new Uint8Array(count * elementBytes)
  const position = shape.map(() => 0)
  let from = 0
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < elementBytes; k++) out[i * elementBytes + k] = bytes[from * elementBytes + k]!
    // The next position: the last dimension counts, the ones before it carry.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!
      position[axis]!++
      if (position[axis]! < shape[axis]!) break
      from -= shape[axis]! * strides[axis]!
      position[axis] = 0
    }
  }
  return out
}
