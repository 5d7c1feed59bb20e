import { log2, sin } from '../../procedural/exact-math.ts'
import type { NormalSource } from './normals.ts'
import { philox } from './philox.ts'

const twoPow32 = 2 ** 32

/**
 * The normal numbers of A1111's "RNG: NV": number i of call n is made from the block of the counter (n, 0, i, 0) under the seed as
 * key, by Box and Muller's transform, of which only the sine is used. AUTOMATIC1111/stable-diffusion-webui modules/rng_philox.py,
 * after torch's CUDA kernels.
 */
export function philoxNormals(seed: number): NormalSource {
  const key = [seed % twoPow32, Math.floor(seed / twoPow32)] as const
  let call = 0
  return (length) => {
    const offset = call++
    return Float32Array.from({ length }, (_, i) => {
      const [first, second] = philox([offset, 0, i, 0], key)
      return boxMullerSine((first + 0.5) / twoPow32, (second + 0.5) / twoPow32)
    })
  }
}

/** √(−2·ln u)·sin(2π·v) for u, v in 0 … 1, both open. */
function boxMullerSine(u: number, v: number): number {
  return Math.sqrt(-2 * Math.LN2 * log2(u)) * sin(2 * Math.PI * v)
}
