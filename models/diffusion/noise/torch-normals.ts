import { cos, log2, sin } from '../../procedural/exact-math.ts'
import { mersenneTwister } from './mersenne-twister.ts'
import type { NormalSource } from './normals.ts'

/** Values that torch transforms at once; shorter tensors go another way. */
const block = 16
const { fround } = Math

/**
 * The numbers of `torch.randn(length, generator=torch.Generator().manual_seed(seed))` on a CPU, float32; they may differ from a given
 * torch build in the last bit, as its builds do from each other (they approximate log, sin and cos).
 * pytorch/pytorch aten/src/ATen/native/cpu/DistributionTemplates.h (normal_fill) and ATen/core/DistributionsHelper.h.
 */
export function torchNormals(seed: number): NormalSource {
  // torch keeps the lower 32 bits of a seed.
  const random = mersenneTwister(seed % 2 ** 32)
  /** The second number of a pair is kept for the next short tensor, also across longer ones in between. */
  let kept: number | undefined

  return (length) => (length < block ? Float32Array.from({ length }, single) : blocks(length))

  /** Box and Muller in float64, two numbers at a time: u₁ gives the angle. */
  function single(): number {
    if (kept !== undefined) {
      const value = kept
      kept = undefined
      return value
    }
    const angle = 2 * Math.PI * uniform53()
    const radius = Math.sqrt(-2 * Math.LN2 * log2(1 - uniform53()))
    kept = radius * sin(angle)
    return radius * cos(angle)
  }

  /** Box and Muller in float32 on blocks of 16: number j and j + 8 make a pair. A rest draws the last 16 numbers anew. */
  function blocks(length: number): Float32Array {
    const values = Float32Array.from({ length }, uniform24)
    for (let start = 0; start + block <= length; start += block) transform(values.subarray(start, start + block))
    if (length % block !== 0) {
      const tail = values.subarray(length - block)
      tail.set(Float32Array.from({ length: block }, uniform24))
      transform(tail)
    }
    return values
  }

  function uniform24(): number {
    return (random() & 0xffffff) / 2 ** 24
  }

  /** The lower 53 bits of two draws, the first one above. */
  function uniform53(): number {
    const high = random() & 0x1fffff
    return (high * 2 ** 32 + random()) / 2 ** 53
  }
}

function transform(values: Float32Array): void {
  for (let j = 0; j < block / 2; j++) {
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.LN2 * log2(fround(1 - values[j]!))))))
    const angle = fround(fround(2 * Math.PI) * values[j + block / 2]!)
    values[j] = radius * fround(cos(angle))
    values[j + block / 2] = radius * fround(sin(angle))
  }
}
