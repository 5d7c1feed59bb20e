import type { Graph, Tensor } from '../graph/graph.ts'
import { add, concat, conv, multiply } from '../graph/layers.ts'
import { interpolateLike } from './dense-layers.ts'
import { type DptFeatures, type DptOptions, dptFeatures } from './dpt.ts'
import { attract, type BinOptions, binomialShares, metresOfBins, narrowLayers, seedBins } from './zoe-bins.ts'
import { zoeRouter } from './zoe-router.ts'

/** A checkpoint has one head, or two with these names and a router between them. */
export const zoeDomains = ['nyu', 'kitti'] as const
export type ZoeDomain = (typeof zoeDomains)[number]

export interface ZoeOptions {
  readonly core: DptOptions
  /** Of the one head, or of each of the two. */
  readonly bins: BinOptions | Readonly<Record<ZoeDomain, BinOptions>>
}

/** Where the names of ZoeDepth's MiDaS begin. */
export const zoeCore = 'core.core.'

/**
 * ZoeDepth (Bhat et al. 2023, arXiv:2302.12288; zoedepth/models/zoedepth and zoedepth_nk in isl-org/ZoeDepth): metres out of bins that
 * the decoder of MiDaS' BEiT moves level by level. Inputs: image [b, 3, h, w] in [−1, 1], sides multiples of 32; bias_size and
 * bias_index; with two heads router_position. Outputs: depth [b, 1, h, w] in metres, or of each head, `nyu` and `kitti`, with
 * domain [b, 2], whose larger number says which is meant. Returns the bins of each head at the picture's size, by its output.
 */
export function zoeDepth(g: Graph, { core, bins }: ZoeOptions): ReadonlyMap<string, Tensor> {
  const image = g.input('image', ['batch', 3, 'height', 'width'])
  const features = dptFeatures(g, image, core, zoeCore)
  g.cut()
  const bottom = conv(g, features.bottom, 'conv2')
  if ('bins' in bins) {
    const names = { seed: 'seed_bin_regressor', attractors: 'attractors', shares: 'conditional_log_binomial' }
    const seen = concat(g, [features.hidden, features.depth], 1)
    const { metres, centres } = metricHead(g, { features, bottom, seen }, names, bins)
    g.output('depth', metres)
    return new Map([['depth', centres]])
  }
  g.output('domain', zoeRouter(g, bottom))
  const heads = zoeDomains.map((domain): [string, Tensor] => {
    g.cut()
    const names = {
      seed: `seed_bin_regressors.${domain}`,
      attractors: `attractors.${domain}`,
      shares: `conditional_log_binomial.${domain}`,
    }
    const head = metricHead(g, { features, bottom, seen: features.hidden }, names, bins[domain])
    g.output(domain, head.metres)
    return [domain, head.centres]
  })
  return new Map(heads)
}

/** `seen` is what the last layer looks at, at the picture's size. */
function metricHead(
  g: Graph,
  { features, bottom, seen }: { features: DptFeatures; bottom: Tensor; seen: Tensor },
  names: { readonly seed: string; readonly attractors: string; readonly shares: string },
  options: BinOptions,
): { metres: Tensor; centres: Tensor } {
  let bins = seedBins(g, bottom, names.seed, options)
  let embedding = narrowLayers(g, bottom, 'seed_projector')
  for (const [n, path] of features.paths.entries()) {
    const own = narrowLayers(g, path, `projectors.${n}`)
    const level = add(g, own, interpolateLike(g, embedding, own))
    bins = attract(g, { level, before: bins, name: `${names.attractors}.${n}` }, options)
    embedding = own
  }
  const centres = interpolateLike(g, metresOfBins(g, bins, options), seen)
  const known = concat(g, [seen, interpolateLike(g, embedding, seen)], 1)
  const { coldest, hottest } = options
  const count = centres.shape[1] as number
  const shares = binomialShares(g, known, { name: names.shares, count, coldest, hottest })
  const weighed = multiply(g, shares, centres)
  const metres = g.add('ReduceSum', [weighed, g.constant([1], { type: 'int64' })], weighed.shape.with(1, 1))
  return { metres, centres }
}
