import { compareOutput, type GoldenFixture } from '../../golden/fixture.ts'
import { inputValues } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession, type Values } from '../../graph/session.ts'
import { controlNet } from './controlnet.ts'
import { controlNetNames } from './controlnet-names.ts'
import { fixtureUnetParameters } from './unet.golden.ts'

/** A ControlNet alone: its residuals, some of them by every nth channel and by their means. */
export const golden: GoldenKind = {
  matches: ({ inputs, outputs, parts }) => 'cond' in inputs && 'mid' in outputs && Object.keys(parts).length === 0,
  async run(fixture, { provider }) {
    const graph = new Graph('controlnet', controlNetNames(fixtureWeights(fixture)))
    controlNet(graph, fixtureUnetParameters(fixture))
    await using session = await openSession(graph, { provider })
    const feeds = Object.fromEntries(Object.keys(fixture.inputs).map((name) => [name, inputValues(fixture, name)]))
    const got = await session.run(feeds)
    return Object.keys(fixture.outputs).map((name) => compareOutput(fixture, name, stored(fixture, name, got)))
  },
}

function stored(fixture: GoldenFixture, name: string, got: Readonly<Record<string, Values>>): ArrayLike<number> {
  if (name === 'down_means') {
    const count = Object.keys(got).filter((key) => key.startsWith('down_residual_')).length
    return Array.from({ length: count }, (_, n) => mean(got[`down_residual_${n}`]!))
  }
  const values = name === 'mid' ? got['mid_residual'] : got[`down_residual_${name.replace('down', '')}`]
  return values === undefined ? [] : someChannels(values, fixture.outputs[name]!.shape[1]!)
}

function mean({ data }: Values): number {
  let sum = 0
  for (const value of data as Float32Array) sum += value
  return sum / data.length
}

/** Every nth channel, so that `kept` are left: [b, c, h, w] → [b, kept, h, w]. */
function someChannels({ data, shape }: Values, kept: number): Float32Array {
  const [batch, channels, height, width] = shape as [number, number, number, number]
  const step = Math.ceil(channels / kept)
  const plane = height * width
  const picked = new Float32Array(batch * kept * plane)
  for (let b = 0; b < batch; b++) {
    for (let c = 0; c < kept; c++) {
      const from = (b * channels + c * step) * plane
      picked.set((data as Float32Array).subarray(from, from + plane), (b * kept + c) * plane)
    }
  }
  return picked
}
