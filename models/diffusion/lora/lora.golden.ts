import { compareOutput, type GoldenFixture } from '../../golden/fixture.ts'
import { inputIds, inputValues, pickRows } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession, type Values } from '../../graph/session.ts'
import { below, type WeightSource } from '../../graph/weights.ts'
import { clipText } from '../text/clip-text.ts'
import { clipTextNames } from '../text/clip-text-names.ts'
import { noInjection } from '../text/injection.ts'
import { fixtureUnetParameters } from '../unet/unet.golden.ts'
import { unet } from '../unet/unet.ts'
import { unetNames } from '../unet/unet-names.ts'
import { readLora } from './lora-file.ts'
import { mergeLoras, type WeightedLora } from './merge-loras.ts'

/** LoRAs over a shared checkpoint: the U-Net's output and rows of the text encoder's, with and without α. */
export const golden: GoldenKind = {
  matches: ({ parts, checkpoint }) => 'lora' in parts && checkpoint !== undefined,
  async run(fixture, { find }) {
    const base = find(fixture.checkpoint!)
    const tensors = { ...base.tensors, ...fixture.checkpoint_overrides }
    const weights = fixtureWeights({ ...base, tensors })
    const unetSource = unetNames(below(weights, 'model.diffusion_model.'))
    const textSource = clipTextNames(below(weights, textPrefix(weights)))
    const results = []
    for (const name of Object.keys(fixture.outputs)) {
      const loras = name.endsWith('_base') ? [] : [weighted(fixture, { alpha: !name.endsWith('_no_alpha') })]
      const rows = /^te_rows_([\d_]+?)_(?:no_)?[a-z]+$/.exec(name)
      if (rows === null) {
        await using merged = mergeLoras(unetSource, loras, 'unet')
        const { out } = await runUnet(merged, fixture, base)
        results.push(compareOutput(fixture, name, out!.data as Float32Array))
      } else {
        await using merged = mergeLoras(textSource, loras, 'text_encoder')
        const { normed_1 } = await runText(merged, fixture, base)
        results.push(compareOutput(fixture, name, pickRows(normed_1!, rows[1]!.split('_').map(Number))))
      }
    }
    return results
  },
}

function textPrefix(weights: WeightSource): string {
  const table = [...weights.names()].find((name) => name.endsWith('token_embedding.weight'))!
  return table.replace(/(text_model\.embeddings\.)?token_embedding\.weight$/, '')
}

function weighted(fixture: GoldenFixture, { alpha }: { alpha: boolean }): WeightedLora {
  const { scale, alpha: configured } = fixture.config as { scale: number; alpha: number }
  const weights = fixtureWeights(fixture.parts['lora']!)
  const lora = alpha && fixture.parts['lora']!.scalars === undefined ? { lora_alpha: configured } : {}
  return { lora: readLora('fixture', withAlphas(weights, fixture), { config: lora }), unet: scale, textEncoder: scale }
}

/** A fixture lists no α by name: every module has one. */
function withAlphas(weights: WeightSource, fixture: GoldenFixture): WeightSource {
  if (fixture.parts['lora']!.scalars === undefined) return weights
  const names = [...weights.names()]
  const downs = names.filter((name) => name.endsWith('.lora_down.weight'))
  return { ...weights, names: () => [...names, ...downs.map((name) => name.replace('lora_down.weight', 'alpha'))] }
}

async function runUnet(source: WeightSource, fixture: GoldenFixture, base: GoldenFixture) {
  const graph = new Graph('unet', source)
  unet(graph, fixtureUnetParameters(base))
  await using session = await openSession(graph)
  const feeds: Record<string, Values> = {}
  for (const name of Object.keys(fixture.inputs)) {
    if (!name.endsWith('input_ids')) feeds[name] = inputValues(fixture, name)
  }
  return await session.run(feeds)
}

async function runText(source: WeightSource, fixture: GoldenFixture, base: GoldenFixture) {
  const config = base.config['text_encoder'] as { num_attention_heads: number; hidden_size: number; hidden_act: string }
  const graph = new Graph('clip-text', source)
  const activation = config.hidden_act === 'gelu' ? 'gelu' : 'quick-gelu'
  clipText(graph, { heads: config.num_attention_heads, activation })
  await using session = await openSession(graph)
  const ids = inputIds(fixture, 'input_ids')
  return await session.run({ input_ids: ids, ...noInjection(ids.shape, config.hidden_size) })
}
