import { createRandom } from '../random.ts'

/** How many hashes there are. */
export const SIZE = 2048
const MASK = SIZE - 1
export const permutation = shuffled()
export const unit = Float64Array.from(permutation, (value) => (value + 0.5) / SIZE)

function shuffled(): Uint16Array {
  const random = createRandom(0x6e6f6973)
  const table = Uint16Array.from({ length: SIZE }, (_, i) => i)
  for (let i = SIZE - 1; i > 0; i--) {
    const j = random.integer(0, i)
    const held = table[i]!
    table[i] = table[j]!
    table[j] = held
  }
  return table
}

/** A hash in 0..2047 of a lattice point, under a key of two numbers. */
export function hashCell(x: number, y: number, keyX: number, keyY: number): number {
  return permutation[(permutation[(x ^ keyX) & MASK]! ^ y ^ keyY) & MASK]!
}

/** The nth independent number in (0, 1) that belongs to a hash. */
export function unitOf(hash: number, nth: number): number {
  return unit[(permutation[(hash + nth * 389) & MASK]! ^ (nth * 1021)) & MASK]!
}

export function wrap01(x: number): number {
  const wrapped = x - Math.floor(x)
  return wrapped >= 1 ? 0 : wrapped
}

/** The index of a lattice of n that i falls on; made for i a few steps outside, where it beats a remainder. */
export function wrapIndex(i: number, n: number): number {
  while (i < 0) i += n
  while (i >= n) i -= n
  return i
}
