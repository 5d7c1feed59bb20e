/** 32-bit FNV-1a of the UTF-8 bytes of a text: one well-mixed seed out of any words. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return mixBits(hash)
}

/** MurmurHash3's finaliser: a bijection of 32-bit integers that flips half the bits for any changed bit. Unsigned result. */
export function mixBits(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** A stream of uniform numbers in [0, 1), the same on every machine. */
export interface Random {
  (): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** Integer in [low, high], both included. */
  integer(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  chance(probability: number): boolean
  /** An independent stream, named so that adding one draw elsewhere does not shift it. */
  fork(name: string): Random
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded from a number or text. */
export function createRandom(seed: number | string): Random {
  const key =
    typeof seed === 'number' ? mixBits(seed >>> 0) ^ mixBits(Math.floor(seed / 4294967296) | 0) : hashText(seed)
  let a = mixBits(key + 0x9e3779b9)
  let b = mixBits(key + 0x3c6ef372)
  let c = mixBits(key + 0xdaa66d2b)
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  return Object.assign(next, {
    between: (low: number, high: number) => low + (high - low) * next(),
    integer: (low: number, high: number) => low + Math.floor((high - low + 1) * next()),
    pick: <T>(from: readonly T[]) => from[Math.floor(from.length * next())] as T,
    chance: (probability: number) => next() < probability,
    fork: (name: string) => createRandom(`${key}/${name}`),
  })
}
