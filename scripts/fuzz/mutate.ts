import type { Random } from '../../models/procedural/random.ts'

/** Numbers at which readers break: ends of integer types, signs, the largest exact double. */
const edges = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0xffffffffn,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
]

/** Pieces of text that change what JSON and pickle lines mean. */
const tokens = [
  '-1',
  '1e400',
  '18446744073709551616',
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  'true',
  '\\u0000',
  '\n',
  '__proto__',
]

/** Changes an input in one to four places, in ways that have broken parsers before. */
export function mutate(input: Uint8Array, random: Random): Uint8Array {
  let bytes = input
  for (let i = random.integer(1, 4); i > 0; i--) bytes = random.pick(mutations)(bytes, random)
  return bytes
}

const mutations: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  flipBit,
  flipBit,
  setByte,
  setByte,
  setEdge,
  setEdge,
  cut,
  remove,
  repeat,
  swap,
  insertToken,
  replaceNumber,
  replaceNumber,
]

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  return changed(bytes, (copy) => {
    copy[place(bytes, random)]! ^= 1 << random.integer(0, 7)
  })
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  return changed(bytes, (copy) => {
    copy[place(bytes, random)] = random.integer(0, 255)
  })
}

/** An edge number over 1 to 8 bytes, little-endian. */
function setEdge(bytes: Uint8Array, random: Random): Uint8Array {
  const width = random.pick([1, 2, 4, 8])
  const value = random.pick(edges)
  const at = place(bytes, random)
  return changed(bytes, (copy) => {
    for (let k = 0; k < width && at + k < copy.length; k++) copy[at + k] = Number((value >> BigInt(8 * k)) & 0xffn)
  })
}

function cut(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, random.integer(0, bytes.length))
}

function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const at = place(bytes, random)
  return joined(bytes.subarray(0, at), bytes.subarray(at + random.integer(1, 32)))
}

/** A piece again, sometimes a hundred times. */
function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const at = place(bytes, random)
  const piece = bytes.subarray(at, at + random.integer(1, 64))
  const times = random.chance(0.1) ? 100 : 1
  return joined(bytes.subarray(0, at), ...Array.from({ length: times }, () => piece), bytes.subarray(at))
}

/** Two pieces change places. */
function swap(bytes: Uint8Array, random: Random): Uint8Array {
  const [a, b] = [place(bytes, random), place(bytes, random)].sort((x, y) => x - y) as [number, number]
  const length = Math.min(random.integer(1, 64), b - a)
  return changed(bytes, (copy) => {
    copy.set(bytes.subarray(b, b + length), a)
    copy.set(bytes.subarray(a, a + Math.min(length, bytes.length - b)), b)
  })
}

function insertToken(bytes: Uint8Array, random: Random): Uint8Array {
  const at = place(bytes, random)
  return joined(bytes.subarray(0, at), Buffer.from(random.pick(tokens)), bytes.subarray(at))
}

/** A run of decimal digits becomes another number, where there is one near. */
function replaceNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const isDigit = (at: number) => bytes[at]! >= 0x30 && bytes[at]! <= 0x39
  let start = place(bytes, random)
  while (start < bytes.length && !isDigit(start)) start++
  let end = start
  while (end < bytes.length && isDigit(end)) end++
  const number = random.chance(0.5) ? String(random.pick(edges)) : String(random.integer(0, 300))
  return start === end ? bytes : joined(bytes.subarray(0, start), Buffer.from(number), bytes.subarray(end))
}

function place(bytes: Uint8Array, random: Random): number {
  return bytes.length === 0 ? 0 : random.integer(0, bytes.length - 1)
}

function changed(bytes: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array {
  if (bytes.length === 0) return bytes
  const copy = Uint8Array.from(bytes)
  change(copy)
  return copy
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
