import { z } from 'zod'
import { compareOutput } from '../../golden/fixture.ts'
import { inputValues } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import { below } from '../../graph/weights.ts'
import { decoder, encoder } from './autoencoder-kl.ts'
import { autoencoderNames } from './autoencoder-names.ts'

const configSchema = z.looseObject({
  norm_num_groups: z.int().default(32),
  /** Where the reference's own encode and decode move and scale the latent (FLUX). */
  scale_factor: z.number().default(1),
  shift_factor: z.number().default(0),
})
const prefix = 'first_stage_model.'

/** The autoencoder alone: encoder's moments and decoder's picture. */
export const golden: GoldenKind = {
  matches: ({ outputs, tensors }) =>
    ('mean' in outputs || 'decoded' in outputs || 'moments' in outputs) &&
    Object.keys(tensors).some((name) => /(^|\.)(encoder|decoder)\.conv_in\.weight$/.test(name)),
  async run(fixture, { provider }) {
    const config = configSchema.parse({ ...fixture.config, ...(fixture.config['diffusers'] as object | undefined) })
    const { scale_factor, shift_factor } = 'z_mean' in fixture.outputs ? config : { scale_factor: 1, shift_factor: 0 }
    const whole = fixtureWeights(fixture)
    const inner = [...whole.names()].every((name) => name.startsWith(prefix)) ? below(whole, prefix) : whole
    const source = autoencoderNames(inner)
    const parameters = { groups: config.norm_num_groups, wrap: 'none' } as const
    const got = new Map<string, Float32Array>()
    if ('image' in fixture.inputs) {
      const graph = new Graph('encoder', source)
      encoder(graph, parameters)
      await using session = await openSession(graph, { provider })
      const { mean, logvar } = await session.run({ image: inputValues(fixture, 'image') })
      got.set('mean', mean!.data as Float32Array).set('logvar', logvar!.data as Float32Array)
      got.set(
        'z_mean',
        got.get('mean')!.map((value) => scale_factor * (value - shift_factor)),
      )
    }
    if ('latent' in fixture.inputs) {
      const graph = new Graph('decoder', source)
      decoder(graph, parameters)
      await using session = await openSession(graph, { provider })
      const { data, shape } = inputValues(fixture, 'latent')
      const moved = (data as Float32Array).map((value) => value / scale_factor + shift_factor)
      const { image } = await session.run({ latent: { data: moved, shape } })
      got.set('decoded', image!.data as Float32Array)
    }
    return Object.keys(fixture.outputs).map((name) => compareOutput(fixture, name, got.get(name) ?? []))
  },
}
