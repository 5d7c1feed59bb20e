/**
 * The tensor `name` of a fixture's set: the same float32 values in any language, so fixtures store none. 32-bit FNV-1a of
 * `setName/name`, a Weyl sequence from there, MurmurHash3's finaliser, 24 bits to −1 … 1, times `scale` plus `offset` in float32.
 */
export function hashedTensor(
  setName: string,
  name: string,
  length: number,
  { scale = Math.sqrt(3), offset = 0 }: { scale?: number; offset?: number } = {},
): Float32Array {
  const start = fnv1a(`${setName}/${name}`)
  const s = Math.fround(scale)
  const b = Math.fround(offset)
  return Float32Array.from({ length }, (_, i) => {
    const unit = (mix(start + Math.imul(i, 0x9e3779b9)) >>> 8) / 2 ** 23 - 1
    return Math.fround(Math.fround(unit * s) + b)
  })
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}

/** MurmurHash3's 32-bit finaliser. */
function mix(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}
