import { compareOutput, goldenInput } from '../golden/fixture.ts'
import { inputValues } from '../golden/fixture-values.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { Graph } from '../graph/graph.ts'
import { openSession, type Values } from '../graph/session.ts'
import type { BinOptions } from './zoe-bins.ts'
import { zoeInfer } from './zoe-infer.ts'
import { zoeAnswer, zoeAnswerName, zoeInputs } from './zoe-inputs.ts'
import { zoeDepth } from './zoedepth.ts'

interface Range {
  readonly name?: string
  readonly min_depth?: number
  readonly max_depth?: number
}

interface Config extends Range {
  readonly core: { readonly num_heads: number; readonly hooks: readonly number[] }
  readonly img_size: readonly [number, number]
  readonly bin_centers_type: BinOptions['bins']
  readonly attractor_type: BinOptions['attraction']
  readonly attractor_kind: BinOptions['together']
  readonly min_temp: number
  readonly max_temp: number
  readonly bin_conf?: readonly Range[]
}

/** ZoeDepth with one head or two, and its own way around the network. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => 'core.core.pretrained.model.cls_token' in tensors,
  async run(fixture, { provider }) {
    const config = fixture.config as unknown as Config
    const weights = fixtureWeights(fixture)
    const graph = new Graph('zoedepth', weights)
    const { num_heads: heads, hooks } = config.core
    const centres = zoeDepth(graph, { core: { heads, hooks }, bins: binsOf(config) })
    for (const [head, bins] of centres) graph.output(`bins of ${head}`, bins)
    const inputs = await zoeInputs(weights)
    await using session = await openSession(graph, { provider })
    const run = (image: Values) => {
      const [height, width] = image.shape.slice(2) as [number, number]
      return session.run({ image, ...inputs({ width, height }) })
    }
    const image = inputValues(fixture, 'image')
    const results = await run({ ...image, data: (image.data as Float32Array).map((value) => (value - 0.5) / 0.5) })
    const compared = [compareOutput(fixture, 'metric_depth', zoeAnswer(results).data as Float32Array)]
    if (fixture.outputs['domain_logits'] !== undefined) {
      compared.push(compareOutput(fixture, 'domain_logits', results['domain']!.data as Float32Array))
    }
    if (fixture.outputs['bin_centers'] !== undefined) {
      const bins = results[`bins of ${zoeAnswerName(results)}`]!
      compared.push(compareOutput(fixture, 'bin_centers', everyFourth(bins)))
    }
    if (fixture.outputs['infer'] !== undefined) {
      const [height, width] = config.img_size
      const depth = await zoeInfer(
        interleaved(goldenInput(fixture, 'image_infer'), fixture.inputs['image_infer']!.shape),
        async (given) => {
          const { data, shape } = zoeAnswer(await run(given))
          const [high, wide] = shape.slice(-2) as [number, number]
          return { width: wide, height: high, depth: data as Float32Array }
        },
        { rule: { width, height, multiple: 32, method: 'minimal' }, scale: 1 },
      )
      compared.push(compareOutput(fixture, 'infer', depth))
    }
    return compared
  },
}

function binsOf(config: Config) {
  const common = {
    bins: config.bin_centers_type,
    attraction: config.attractor_type,
    together: config.attractor_kind,
    coldest: config.min_temp,
    hottest: config.max_temp,
  }
  const of = ({ min_depth = 1e-3, max_depth = 10 }: Range): BinOptions => ({
    ...common,
    least: min_depth,
    most: max_depth,
  })
  const named = (name: string) => config.bin_conf?.find((each) => each.name === name)
  return config.bin_conf === undefined ? of(config) : { nyu: of(named('nyu')!), kitti: of(named('kitti')!) }
}

/** [1, 3, h, w] → [h, w, 3] */
function interleaved(data: Float32Array, shape: readonly number[]) {
  const [height, width] = shape.slice(2) as [number, number]
  const plane = width * height
  return {
    width,
    height,
    channels: 3,
    data: Float32Array.from(data, (_, i) => data[(i % 3) * plane + Math.floor(i / 3)]!),
  }
}

function everyFourth({ data, shape }: Values): Float32Array {
  const [, bins, height, width] = shape as [number, number, number, number]
  const kept: number[] = []
  for (let bin = 0; bin < bins; bin++) {
    for (let y = 0; y < height; y += 4) {
      for (let x = 0; x < width; x += 4) kept.push(Number(data[(bin * height + y) * width + x]!))
    }
  }
  return Float32Array.from(kept)
}
