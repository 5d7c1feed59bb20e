import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelFamily, TensorInfo } from '../../base/model.ts'
import { namesOnly } from '../graph/names-only.ts'
import depthAnything from './depth-anything.model.ts'
import { dptFacts } from './dpt-facts.ts'
import { dptNames } from './dpt-names.ts'
import midasDpt from './midas-dpt.model.ts'
import midasSmall from './midas-small.model.ts'
import { fixtureShapes, tinyZoeNk } from './tiny-midas.fixture.ts'
import { zoeNames } from './zoe-names.ts'
import zoedepth from './zoedepth.model.ts'

const families: readonly ModelFamily[] = [depthAnything, midasDpt, midasSmall, zoedepth]

const facts = (shapes: Record<string, readonly number[]>) => ({
  tensors: new Map<string, TensorInfo>(Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: 'F32' }])),
  metadata: {},
  configs: new Map(),
})

/** The fixture's tensors with every length of its transformer's 48 as 64, so that heads can be told. */
const widened = (name: string) =>
  Object.fromEntries(
    Object.entries(fixtureShapes(name)).map(([tensor, shape]) => [
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
  const beit = dptFacts(namesOnly(facts(fixtureShapes('midas-beit-original'))))
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

test("ZoeDepth in transformers' names is seen under its own: every tensor that the graph asks for is there", () => {
  const theirs: Record<string, number[]> = {}
  for (const [name, shape] of Object.entries({ ...fixtureShapes('zoedepth-original'), ...tinyZoeNk() })) {
    const renamed = inTransformers(name)
    if (renamed !== undefined) theirs[renamed] = shape
  }
  const source = zoeNames(namesOnly(facts(theirs)))
  for (const name of [
    'core.core.pretrained.model.blocks.3.gamma_2',
    'core.core.pretrained.act_postprocess1.0.project.0.weight',
    'core.core.scratch.refinenet4.out_conv.bias',
    'core.core.scratch.output_conv.2.weight',
    'conv2.weight',
    'projectors.3._net.2.bias',
    'attractors.kitti.1._net.0.weight',
    'conditional_log_binomial.nyu.mlp.2.weight',
    'patch_transformer.transformer_encoder.layers.1.linear2.weight',
    'mlp_classifier.2.bias',
  ]) {
    assert.ok(source.info(name) !== undefined, name)
  }
  assert.equal(
    (zoedepth.detect(facts(theirs)) as { variant: string; transformers: boolean } | undefined)?.variant,
    'nk',
  )
  assert.equal(midasDpt.detect(facts(theirs)), undefined)
  assert.equal(depthAnything.detect(facts(theirs)), undefined)
})

/** By transformers' modules (models/zoedepth, models/beit), written down once more. */
function inTransformers(name: string): string | undefined {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/^core\.core\.pretrained\.model\.cls_token$/, 'backbone.embeddings.cls_token'],
    [/^core\.core\.pretrained\.model\.patch_embed\.proj\./, 'backbone.embeddings.patch_embeddings.projection.'],
    [/^core\.core\.pretrained\.model\.blocks\.(\d+)\.gamma_/, 'backbone.encoder.layer.$1.lambda_'],
    [/^core\.core\.pretrained\.model\.blocks\.(\d+)\.norm1\./, 'backbone.encoder.layer.$1.layernorm_before.'],
    [
      /^core\.core\.pretrained\.model\.blocks\.(\d+)\.attn\.relative_position_bias_table/,
      'backbone.encoder.layer.$1.attention.attention.relative_position_bias.relative_position_bias_table',
    ],
    [/^core\.core\.pretrained\.act_postprocess1\.0\.project\.0\./, 'neck.reassemble_stage.readout_projects.0.0.'],
    [/^core\.core\.pretrained\.act_postprocess4\.3\./, 'neck.reassemble_stage.layers.3.projection.'],
    [/^core\.core\.scratch\.refinenet4\.out_conv\./, 'neck.fusion_stage.layers.0.projection.'],
    [/^core\.core\.scratch\.output_conv\.2\./, 'relative_head.conv2.'],
    [/^core\.core\.scratch\.output_conv\.4\./, 'relative_head.conv3.'],
    [/^(projectors\.\d|seed_projector)\._net\.0\./, 'metric_head.$1.conv1.'],
    [/^(projectors\.\d|seed_projector)\._net\.2\./, 'metric_head.$1.conv2.'],
    [/^(attractors\.[a-z]+\.\d|seed_bin_regressors\.[a-z]+)\._net\.0\./, 'metric_head.$1.conv1.'],
    [/^(attractors\.[a-z]+\.\d|seed_bin_regressors\.[a-z]+)\._net\.2\./, 'metric_head.$1.conv2.'],
    [/^conditional_log_binomial\.(nyu|kitti)\./, 'metric_head.conditional_log_binomial.$1.'],
    [/^patch_transformer\.transformer_encoder\.layers\./, 'metric_head.patch_transformer.transformer_encoder.'],
    [/^mlp_classifier\.2\./, 'metric_head.mlp_classifier.linear2.'],
    [/^conv2\./, 'metric_head.conv2.'],
  ]
  const rule = rules.find(([pattern]) => pattern.test(name))
  return rule && name.replace(rule[0], rule[1])
}
