import { compareOutput, type GoldenFixture } from '../../golden/fixture.ts'
import { inputValues } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { taesdDecoder, taesdEncoder, taesdHalf } from './taesd.ts'

/** The tiny autoencoder, as one file of diffusers or as the two of its author. */
export const golden: GoldenKind = {
  matches: ({ tensors, parts }) => 'encoder.layers.0.weight' in tensors || 'taesd_encoder' in parts,
  async run(fixture, { provider }) {
    const parameters = { wrap: 'none' } as const
    const got = new Map<string, Float32Array>()
    if ('image' in fixture.inputs) {
      const graph = new Graph('taesd-encoder', half(fixture, 'encoder'))
      taesdEncoder(graph, parameters)
      await using session = await openSession(graph, { provider })
      const { latent } = await session.run({ image: inputValues(fixture, 'image') })
      got.set('latent_out', latent!.data as Float32Array)
    }
    if ('latent' in fixture.inputs) {
      const graph = new Graph('taesd-decoder', half(fixture, 'decoder'))
      taesdDecoder(graph, parameters)
      await using session = await openSession(graph, { provider })
      const { image } = await session.run({ latent: inputValues(fixture, 'latent') })
      got.set('decoded', image!.data as Float32Array)
    }
    return Object.keys(fixture.outputs).map((name) => compareOutput(fixture, name, got.get(name) ?? []))
  },
}

function half(fixture: GoldenFixture, name: 'encoder' | 'decoder'): WeightSource {
  return taesdHalf(fixtureWeights(fixture.parts[`taesd_${name}`] ?? fixture), name)
}
