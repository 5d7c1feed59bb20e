import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ModelFamily, TensorInfo } from '../../base/model.ts'
import { namesOnly } from '../graph/names-only.ts'
import depthAnything from './depth-anything.model.ts'
import { dptFacts } from './dpt-facts.ts'
import { dptNames } from './dpt-names.ts'
import midasDpt from './midas-dpt.model.ts'
import midasSmall from './midas-small.model.ts'
import zoedepth from './zoedepth.model.ts'

const families: readonly ModelFamily[] = [depthAnything, midasDpt, midasSmall, zoedepth]

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../golden/fixtures', `${name}.json`), 'utf8')) as {
    tensors: Record<string, number[]>
  }

const facts = (shapes: Record<string, readonly number[]>) => ({
  tensors: new Map<string, TensorInfo>(Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: 'F32' }])),
  metadata: {},
  configs: new Map(),
})

/** The fixture's tensors with every length of its transformer's 48 as 64, so that heads can be told. */
const widened = (name: string) =>
  Object.fromEntries(
    Object.entries(fixture(name).tensors).map(([tensor, shape]) => [
      tensor,
      shape.map((length) => (length % 48 === 0 ? (length / 48) * 64 : length)),
    ]),
  )

test('each kind of file is known by one family and by no other', () => {
  for (const [name, id] of [
    ['depth-anything-v2-original', 'depth-anything'],
    ['midas-dpt-original', 'midas-dpt'],
    ['dpt-hf', 'midas-dpt'],
    ['midas-beit-original', 'midas-dpt'],
    ['midas-small-original', 'midas-small'],
    ['zoedepth-original', 'zoedepth'],
  ] as const) {
    const found = families.filter((family) => family.detect(facts(widened(name))) !== undefined)
    assert.deepEqual(
      found.map((family) => family.id),
      [id],
      name,
    )
  }
})

test('sizes, heads and levels of a transformer come from its shapes', () => {
  const beit = dptFacts(namesOnly(facts(fixture('midas-beit-original').tensors)))
  assert.deepEqual([beit?.size, beit?.heads, beit?.hooks, beit?.patch], [64, 4, [0, 1, 2, 3], 16])
  const vit = dptFacts(namesOnly(facts(widened('midas-dpt-original'))))
  assert.deepEqual([vit?.size, vit?.heads, vit?.hooks], [64, 1, [0, 1, 2, 3]])
})

test('the hybrid is seen with the levels of its ResNet, in both namings', () => {
  const own = {
    'pretrained.model.cls_token': [1, 1, 768],
    'pretrained.model.pos_embed': [1, 577, 768],
    'pretrained.model.patch_embed.proj.weight': [768, 1024, 1, 1],
    'pretrained.model.patch_embed.backbone.stem.conv.weight': [64, 3, 7, 7],
    'pretrained.model.patch_embed.backbone.stages.2.blocks.8.conv2.weight': [256, 256, 3, 3],
    'pretrained.act_postprocess4.3.weight': [768, 768, 1, 1],
    'scratch.output_conv.4.weight': [1, 32, 1, 1],
    ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`pretrained.model.blocks.${n}.norm1.weight`, [768]])),
  }
  const theirs = {
    'dpt.embeddings.cls_token': [1, 1, 768],
    'dpt.embeddings.position_embeddings': [1, 577, 768],
    'dpt.embeddings.projection.weight': [768, 1024, 1, 1],
    'dpt.embeddings.backbone.bit.embedder.convolution.weight': [64, 3, 7, 7],
    'dpt.embeddings.backbone.bit.encoder.stages.2.layers.8.conv2.weight': [256, 256, 3, 3],
    'neck.reassemble_stage.layers.3.projection.weight': [768, 768, 1, 1],
    'head.head.4.weight': [1, 32, 1, 1],
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`dpt.encoder.layer.${n}.layernorm_before.weight`, [768]]),
    ),
  }
  for (const shapes of [own, theirs]) {
    const source = dptNames(namesOnly(facts(shapes)))
    const found = dptFacts(source)
    assert.deepEqual([found?.heads, found?.hooks, found?.size, found?.patch], [12, [8, 11], 384, 16])
    for (const name of Object.keys(own)) assert.ok(source.info(name) !== undefined, name)
  }
})

test('which of the three ZoeDepths it is comes from its heads', () => {
  const variant = (shapes: Record<string, number[]>) =>
    (zoedepth.detect(facts({ ...widened('zoedepth-original'), ...shapes })) as { variant: string } | undefined)?.variant
  assert.equal(variant({}), 'n')
  assert.equal(variant({ 'attractors.3._net.2.weight': [2, 128, 1, 1] }), 'k')
  assert.equal(variant({ 'seed_bin_regressors.nyu._net.0.weight': [64, 256, 1, 1] }), 'nk')
})
