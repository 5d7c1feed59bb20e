/**
 * Lengths of a Huffman code for the given symbol counts, none longer than `limit` bits; 0 for a symbol that never comes.
 * Ties are broken by symbol number, so the same counts give the same code everywhere.
 */
export function huffmanLengths(counts: Uint32Array, limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length)
  const used: number[] = []
  for (let symbol = 0; symbol < counts.length; symbol++) if (counts[symbol]! > 0) used.push(symbol)
  // DEFLATE wants at least two codes, of one bit each.
  if (used.length < 2) {
    lengths[used[0] ?? 0] = 1
    lengths[used[0] === 0 || used.length === 0 ? 1 : 0] = 1
    return lengths
  }
  used.sort((a, b) => counts[a]! - counts[b]! || a - b)
  const depths = mergeDepths(used.map((symbol) => counts[symbol]!))
  const ofLength = new Uint32Array(limit + 1)
  for (const depth of depths) ofLength[Math.min(depth, limit)]! += 1
  shortenToLimit(ofLength, limit)
  // The rarest symbols get the longest codes.
  let next = 0
  for (let length = limit; length > 0; length--) {
    for (let k = 0; k < ofLength[length]!; k++) lengths[used[next++]!] = length
  }
  return lengths
}

/** The canonical codes of RFC 1951 §3.2.2, with their bits reversed as they are written from the lowest bit up. */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const ofLength = new Uint32Array(16)
  for (const length of lengths) if (length > 0) ofLength[length]! += 1
  const next = new Uint32Array(16)
  for (let bits = 1, code = 0; bits < 16; bits++) {
    code = (code + ofLength[bits - 1]!) << 1
    next[bits] = code
  }
  const codes = new Uint16Array(lengths.length)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!
    if (length > 0) codes[symbol] = reverseBits(next[length]!++, length)
  }
  return codes
}

/** Depth of each leaf of the Huffman tree over weights in rising order (two queues: leaves and merged nodes). */
function mergeDepths(weights: readonly number[]): Uint32Array {
  const leaves = weights.length
  const sums = new Float64Array(2 * leaves - 1)
  const parents = new Uint32Array(2 * leaves - 1)
  sums.set(weights)
  let leaf = 0
  let merged = leaves
  for (let node = leaves; node < sums.length; node++) {
    for (let child = 0; child < 2; child++) {
      const lightest = leaf < leaves && (merged >= node || sums[leaf]! <= sums[merged]!) ? leaf++ : merged++
      sums[node]! += sums[lightest]!
      parents[lightest] = node
    }
  }
  const depths = new Uint32Array(sums.length)
  for (let node = sums.length - 2; node >= 0; node--) depths[node] = depths[parents[node]!]! + 1
  return depths.subarray(0, leaves)
}

/** Codes cut to `limit` bits overfill the tree; lengthen shorter ones until it fits again (Kraft sum 1). */
function shortenToLimit(ofLength: Uint32Array, limit: number): void {
  let total = 0
  for (let length = limit; length > 0; length--) total += ofLength[length]! << (limit - length)
  while (total !== 1 << limit) {
    ofLength[limit]! -= 1
    for (let length = limit - 1; length > 0; length--) {
      if (ofLength[length]! > 0) {
        ofLength[length]! -= 1
        ofLength[length + 1]! += 2
        break
      }
    }
    total -= 1
  }
}

function reverseBits(code: number, length: number): number {
  let reversed = 0
  for (let bit = 0; bit < length; bit++) reversed |= ((code >>> bit) & 1) << (length - 1 - bit)
  return reversed
}
