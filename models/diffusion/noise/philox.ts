/** 128 random bits as four 32-bit integers. */
export type PhiloxBlock = readonly [number, number, number, number]

/**
 * Philox4x32-10: 128 random bits for a 128-bit counter under a 64-bit key. There is no state: any number of a stream can be asked for
 * at once. Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3; the constants are its table 2's.
 */
export function philox(counter: PhiloxBlock, key: readonly [low: number, high: number]): PhiloxBlock {
  let [a, b, c, d] = counter
  let [k0, k1] = key
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(a, 0xd2511f53)
    const low0 = Math.imul(a, 0xd2511f53)
    const high1 = multiplyHigh(c, 0xcd9e8d57)
    const low1 = Math.imul(c, 0xcd9e8d57)
    a = high1 ^ b ^ k0
    b = low1
    c = high0 ^ d ^ k1
    d = low0
    k0 = (k0 + 0x9e3779b9) | 0
    k1 = (k1 + 0xbb67ae85) | 0
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

/** The upper 32 bits of the 64-bit product of two 32-bit integers, from products of their halves. */
function multiplyHigh(x: number, y: number): number {
  const xLow = x & 0xffff
  const xHigh = x >>> 16
  const yLow = y & 0xffff
  const yHigh = y >>> 16
  const middle = xHigh * yLow + ((xLow * yLow) >>> 16)
  const other = xLow * yHigh + (middle & 0xffff)
  return (xHigh * yHigh + Math.floor(middle / 65536) + (other >>> 16)) | 0
}
