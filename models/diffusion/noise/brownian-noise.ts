import { cos, log2, sin } from '../../procedural/exact-math.ts'
import { philox } from './philox.ts'

/** How far the path is halved: below this share of its length it is straight. A step of a sampler is hundreds of times longer. */
const depth = 20
/** Keeps these numbers apart from those of `philoxNormals` under the same seed, whose second counter word is 0. */
const stream = 1

export interface BrownianNoiseOptions {
  /** One for each image of the batch. */
  readonly seeds: readonly number[]
  /** Numbers in one image's latent. */
  readonly length: number
  /** The run's lowest and highest σ, the same for any number of steps; the network's own table is right. */
  readonly sigmaMin: number
  readonly sigmaMax: number
}

/**
 * Noise for DPM++ SDE and its like that belongs to the stretch of σ it is drawn for: the increments of one Brownian path per image,
 * scaled to a variance of 1. The same seed with more steps follows the same path more closely, so the picture stays, where plain draws
 * would make another one. The path is halved where it is asked for and never stored (a virtual Brownian tree): Li et al. 2020
 * (arXiv:2001.01328), section 4; the use for sampling is crowsonkb/k-diffusion's BrownianTreeNoiseSampler. Its numbers are not those
 * of torchsde, so SDE pictures of A1111 and ComfyUI are not met bit for bit.
 */
export function brownianNoise({ seeds, length, sigmaMin, sigmaMax }: BrownianNoiseOptions) {
  const paths = seeds.map((seed) => brownianPath(seed, { length, sigmaMin, sigmaMax }))
  return ({ from, to }: { from: { readonly sigma: number }; to: { readonly sigma: number } }): Float32Array => {
    const scale = 1 / Math.sqrt(Math.abs(from.sigma - to.sigma))
    const noise = new Float32Array(length * seeds.length)
    for (const [image, place] of paths.entries()) {
      const [a, b] = [place(from.sigma), place(to.sigma)]
      for (let i = 0; i < length; i++) noise[image * length + i] = (b[i]! - a[i]!) * scale
    }
    return noise
  }
}

/** Tells where a seed's path is at a σ: from both ends of the stretch it lies in, halving that. */
function brownianPath(
  seed: number,
  { length, sigmaMin, sigmaMax }: Omit<BrownianNoiseOptions, 'seeds'>,
): (sigma: number) => Float64Array {
  const key = [seed % 2 ** 32, Math.floor(seed / 2 ** 32)] as const
  // A step ends where the next one starts: the two places asked for last are kept.
  const places = new Map<number, Float64Array>()
  return (sigma) => {
    const known = places.get(sigma)
    if (known !== undefined) return known
    let low = Math.min(sigmaMin, sigma)
    let high = Math.max(sigmaMax, sigma)
    let atLow = new Float64Array(length)
    let atHigh = normals(key, 0, length).map((value) => value * Math.sqrt(high - low))
    // Nodes are numbered as in a heap: 1 halves the whole, 2 and 3 its halves.
    for (let node = 1; node < 2 ** depth; ) {
      const middle = (low + high) / 2
      const deviation = Math.sqrt((high - low) / 4)
      const atMiddle = normals(key, node, length).map((value, i) => (atLow[i]! + atHigh[i]!) / 2 + deviation * value)
      if (sigma < middle) [high, atHigh, node] = [middle, atMiddle, 2 * node]
      else [low, atLow, node] = [middle, atMiddle, 2 * node + 1]
    }
    const share = (sigma - low) / (high - low)
    const found = atLow.map((value, i) => value + share * (atHigh[i]! - value))
    places.set(sigma, found)
    if (places.size > 2) places.delete(places.keys().next().value!)
    return found
  }
}

/** Standard normal numbers of one node: four from each Philox block, by Box and Muller. */
function normals(key: readonly [number, number], node: number, length: number): Float64Array {
  const values = new Float64Array(length)
  for (let i = 0; i < length; i += 4) {
    const block = philox([node, stream, i / 4, 0], key)
    for (let pair = 0; pair < 4; pair += 2) {
      const radius = Math.sqrt(-2 * Math.LN2 * log2((block[pair]! + 0.5) / 2 ** 32))
      const angle = (2 * Math.PI * (block[pair + 1]! + 0.5)) / 2 ** 32
      // Writes past the end of a typed array are dropped.
      values[i + pair] = radius * cos(angle)
      values[i + pair + 1] = radius * sin(angle)
    }
  }
  return values
}
