import { canonicalCodes, huffmanLengths } from './huffman.ts'

/**
 * A zlib stream (RFC 1950, 1951) of `input`, the same bytes on every machine. Made for filtered picture rows: one hash probe
 * a position, long runs taken whole, matches only where they beat literals. Four times as fast as fflate's level 6 on them
 * and smaller; zlib's own output differs between its builds. See docs/decisions/2026-11-23-own-png-writer.md.
 */
export function deflateToZlib(input: Uint8Array): Uint8Array {
  const output: Output = { bytes: new Uint8Array((input.length >> 1) + 1024), at: 2, bits: 0, bitCount: 0 }
  output.bytes[0] = 0x78 // deflate, 32 KiB window
  output.bytes[1] = 0x5e // check bits, "fast" level
  compress(input, output)
  makeRoom(output, 8)
  writeBits(output, 0, (8 - output.bitCount) & 7)
  flushBits(output)
  const sum = adler32(input)
  for (let shift = 24; shift >= 0; shift -= 8) output.bytes[output.at++] = (sum >>> shift) & 255
  return output.bytes.slice(0, output.at)
}

interface Output {
  bytes: Uint8Array
  at: number
  bits: number
  bitCount: number
}

const WINDOW = 32768
const LONGEST_MATCH = 258
const HASH_BITS = 15
/** Tokens a block: long enough to pay for its code table, short enough to follow the picture's changes. */
const BLOCK_TOKENS = 1 << 15
/** A match this far away costs some 20 bits, as much as four good literals. */
const NEAR = 1024

function compress(input: Uint8Array, output: Output): void {
  const newest = new Int32Array(1 << HASH_BITS).fill(-WINDOW - 1)
  const tokens = new Uint32Array(BLOCK_TOKENS) // a literal, or distance << 9 | length
  let count = 0
  let blockStart = 0
  let at = 0
  let misses = 0
  const end = input.length
  const lastProbe = end - 4
  while (at < end) {
    let length = 0
    let distance = 0
    if (at <= lastProbe) {
      const four = input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16) | (input[at + 3]! << 24)
      const hash = Math.imul(four, 0x9e3779b1) >>> (32 - HASH_BITS)
      const candidate = newest[hash]!
      newest[hash] = at
      distance = at - candidate
      if (
        distance <= WINDOW &&
        input[candidate] === input[at] &&
        input[candidate + 1] === input[at + 1] &&
        input[candidate + 2] === input[at + 2] &&
        input[candidate + 3] === input[at + 3]
      ) {
        const longest = Math.min(LONGEST_MATCH, end - at)
        length = 4
        while (length < longest && input[candidate + length] === input[at + length]) length++
        if (length === 4 && distance > NEAR) length = 0
      }
    }
    if (length > 0) {
      tokens[count++] = (distance << 9) | length
      at += length
      misses = length > 8 ? 0 : misses >> 1
    } else {
      tokens[count++] = input[at++]!
      // In noise nothing is found: look less and less often.
      misses += 1
      let skipped = misses >> 4
      if (skipped > 0) {
        if (skipped > 16) skipped = 16
        if (skipped > end - at) skipped = end - at
        if (skipped > BLOCK_TOKENS - count) skipped = BLOCK_TOKENS - count
        for (; skipped > 0; skipped--) tokens[count++] = input[at++]!
      }
    }
    if (count === BLOCK_TOKENS || at >= end) {
      writeBlock(input.subarray(blockStart, at), tokens.subarray(0, count), at >= end, output)
      blockStart = at
      count = 0
    }
  }
  if (end === 0) writeBlock(input, tokens.subarray(0, 0), true, output)
}

// RFC 1951 §3.2.5: first length and extra bits of codes 257–285, first distance and extra bits of codes 0–29.
const lengthExtra = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0)
const distanceExtra = Uint8Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1))
const lengthBase = startsOf(lengthExtra, 3)
const distanceBase = startsOf(distanceExtra, 1)
lengthBase[28] = 258
const lengthCode = Uint8Array.from({ length: 259 }, (_, length) => lastAtMost(lengthBase, length))
/** Code of distance d: at d − 1 below 256, above at 256 + ((d − 1) >> 7). */
const distanceCode = Uint8Array.from({ length: 512 }, (_, i) =>
  lastAtMost(distanceBase, i < 256 ? i + 1 : ((i - 256) << 7) + 1),
)

function writeBlock(raw: Uint8Array, tokens: Uint32Array, last: boolean, output: Output): void {
  const literalCounts = new Uint32Array(286)
  const distanceCounts = new Uint32Array(30)
  let extraBits = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token < 256) {
      literalCounts[token]! += 1
      continue
    }
    const code = lengthCode[token & 511]!
    const far = distanceCode[distanceIndex(token >>> 9)]!
    literalCounts[257 + code]! += 1
    distanceCounts[far]! += 1
    extraBits += lengthExtra[code]! + distanceExtra[far]!
  }
  literalCounts[256] = 1
  const literalLengths = huffmanLengths(literalCounts, 15)
  const distanceLengths = huffmanLengths(distanceCounts, 15)
  const header = codeTable(literalLengths, distanceLengths)
  const bits =
    3 + header.bits + extraBits + weighted(literalCounts, literalLengths) + weighted(distanceCounts, distanceLengths)
  if (bits > (raw.length + 5 * (1 + Math.floor(raw.length / 65535))) * 8) {
    writeStored(raw, last, output)
    return
  }
  makeRoom(output, (bits >> 3) + 16)
  writeBits(output, last ? 1 : 0, 1)
  writeBits(output, 2, 2)
  header.write(output)
  writeTokens(tokens, literalLengths, distanceLengths, output)
}

function writeTokens(
  tokens: Uint32Array,
  literalLengths: Uint8Array,
  distanceLengths: Uint8Array,
  output: Output,
): void {
  const literalCodes = canonicalCodes(literalLengths)
  const distanceCodes = canonicalCodes(distanceLengths)
  const bytes = output.bytes
  let { at, bits, bitCount } = output
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token < 256) {
      bits |= literalCodes[token]! << bitCount
      bitCount += literalLengths[token]!
    } else {
      const length = token & 511
      const code = lengthCode[length]!
      bits |= literalCodes[257 + code]! << bitCount
      bitCount += literalLengths[257 + code]!
      if (bitCount >= 16) {
        bytes[at++] = bits
        bytes[at++] = bits >>> 8
        bits >>>= 16
        bitCount -= 16
      }
      bits |= (length - lengthBase[code]!) << bitCount
      bitCount += lengthExtra[code]!
      if (bitCount >= 16) {
        bytes[at++] = bits
        bytes[at++] = bits >>> 8
        bits >>>= 16
        bitCount -= 16
      }
      const distance = token >>> 9
      const far = distanceCode[distanceIndex(distance)]!
      bits |= distanceCodes[far]! << bitCount
      bitCount += distanceLengths[far]!
      if (bitCount >= 16) {
        bytes[at++] = bits
        bytes[at++] = bits >>> 8
        bits >>>= 16
        bitCount -= 16
      }
      bits |= (distance - distanceBase[far]!) << bitCount
      bitCount += distanceExtra[far]!
    }
    if (bitCount >= 16) {
      bytes[at++] = bits
      bytes[at++] = bits >>> 8
      bits >>>= 16
      bitCount -= 16
    }
  }
  output.at = at
  output.bits = bits
  output.bitCount = bitCount
  writeBits(output, literalCodes[256]!, literalLengths[256]!)
}

function writeStored(raw: Uint8Array, last: boolean, output: Output): void {
  makeRoom(output, raw.length + 16 + 5 * (1 + Math.floor(raw.length / 65535)))
  let start = 0
  do {
    const size = Math.min(65535, raw.length - start)
    writeBits(output, last && start + size === raw.length ? 1 : 0, 3)
    writeBits(output, 0, (8 - output.bitCount) & 7)
    flushBits(output)
    for (const byte of [size & 255, size >> 8, ~size & 255, (~size >> 8) & 255]) output.bytes[output.at++] = byte
    output.bytes.set(raw.subarray(start, start + size), output.at)
    output.at += size
    start += size
  } while (start < raw.length)
}

/** RFC 1951 §3.2.7: both tables of code lengths, run-length coded (16: repeat, 17 and 18: zeros) and Huffman coded. */
function codeTable(
  literalLengths: Uint8Array,
  distanceLengths: Uint8Array,
): { bits: number; write: (output: Output) => void } {
  const literals = Math.max(257, usedLength(literalLengths))
  const distances = Math.max(1, usedLength(distanceLengths))
  const all = [...literalLengths.subarray(0, literals), ...distanceLengths.subarray(0, distances)]
  const symbols: [symbol: number, extra: number, extraBits: number][] = []
  for (let i = 0; i < all.length; ) {
    const length = all[i]!
    let run = 1
    while (i + run < all.length && all[i + run] === length) run++
    i += run
    if (length === 0) {
      for (; run >= 11; run -= Math.min(run, 138)) symbols.push([18, Math.min(run, 138) - 11, 7])
      if (run >= 3) {
        symbols.push([17, run - 3, 3])
        run = 0
      }
    } else {
      symbols.push([length, 0, 0])
      run -= 1
      for (; run >= 3; run -= Math.min(run, 6)) symbols.push([16, Math.min(run, 6) - 3, 2])
    }
    for (; run > 0; run--) symbols.push([length, 0, 0])
  }
  const counts = new Uint32Array(19)
  for (const [symbol] of symbols) counts[symbol]! += 1
  const lengths = huffmanLengths(counts, 7)
  const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  let listed = 19
  while (listed > 4 && lengths[order[listed - 1]!] === 0) listed--
  let bits = 14 + 3 * listed
  for (const [symbol, , extraBits] of symbols) bits += lengths[symbol]! + extraBits
  return {
    bits,
    write: (output) => {
      const codes = canonicalCodes(lengths)
      writeBits(output, literals - 257, 5)
      writeBits(output, distances - 1, 5)
      writeBits(output, listed - 4, 4)
      for (let i = 0; i < listed; i++) writeBits(output, lengths[order[i]!]!, 3)
      for (const [symbol, extra, extraBits] of symbols) {
        writeBits(output, codes[symbol]!, lengths[symbol]!)
        writeBits(output, extra, extraBits)
      }
    },
  }
}

function writeBits(output: Output, value: number, count: number): void {
  output.bits |= value << output.bitCount
  output.bitCount += count
  while (output.bitCount >= 8) {
    output.bytes[output.at++] = output.bits
    output.bits >>>= 8
    output.bitCount -= 8
  }
}

/** Writes out whole bytes left in the buffer; only right at a byte boundary. */
function flushBits(output: Output): void {
  output.bits = 0
  output.bitCount = 0
}

function makeRoom(output: Output, more: number): void {
  if (output.at + more <= output.bytes.length) return
  const larger = new Uint8Array(Math.max(output.at + more, output.bytes.length * 2))
  larger.set(output.bytes.subarray(0, output.at))
  output.bytes = larger
}

function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (let i = 0; i < bytes.length; ) {
    // 5552 additions are the most that cannot overflow 32 bits (RFC 1950).
    const end = Math.min(i + 5552, bytes.length)
    for (; i < end; i++) {
      a += bytes[i]!
      b += a
    }
    a %= 65521
    b %= 65521
  }
  return ((b << 16) | a) >>> 0
}

function distanceIndex(distance: number): number {
  return distance <= 256 ? distance - 1 : 256 + ((distance - 1) >> 7)
}

function startsOf(extra: Uint8Array, first: number): Uint16Array {
  const starts = new Uint16Array(extra.length)
  for (let code = 0, start = first; code < extra.length; start += 1 << extra[code]!, code++) starts[code] = start
  return starts
}

function lastAtMost(starts: Uint16Array, value: number): number {
  let code = 0
  while (code + 1 < starts.length && starts[code + 1]! <= value) code++
  return code
}

function usedLength(lengths: Uint8Array): number {
  let used = lengths.length
  while (used > 0 && lengths[used - 1] === 0) used--
  return used
}

function weighted(counts: Uint32Array, lengths: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i]! * lengths[i]!
  return sum
}
