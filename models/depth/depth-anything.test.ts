import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TensorInfo } from '../../base/model.ts'
import { recogniseDepth } from '../formats/identify/recognise-depth.ts'
import { namesOnly } from '../graph/names-only.ts'
import depthAnything from './depth-anything.model.ts'
import { depthAnythingNames } from './depth-anything-names.ts'
import { tinyDepthAnything } from './tiny-depth-anything.fixture.ts'

const facts = (shapes: Record<string, number[]>) => ({
  tensors: new Map<string, TensorInfo>(Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: 'F32' }])),
  metadata: {},
  configs: new Map(),
})

test('it is known by its positions and its head, its size by its blocks', () => {
  const found = depthAnything.detect(facts(tinyDepthAnything({ blocks: 12 })))
  assert.deepEqual([found?.blocks, found?.width], [12, 64])
  assert.equal(recogniseDepth(facts(tinyDepthAnything()).tensors)?.architecture, 'depth-anything')
  const { 'depth_head.projects.0.weight': _, ...others } = tinyDepthAnything()
  assert.equal(depthAnything.detect(facts(others)), undefined)
})

test('heads that no published size has are refused and not guessed', () => {
  assert.throws(() => depthAnything.detect(facts(tinyDepthAnything({ width: 48 }))), {
    code: 'bad-input',
    message: /48/,
  })
})

test("transformers' names are seen under its own, one for each tensor", () => {
  const theirs = [
    'backbone.embeddings.cls_token',
    'backbone.embeddings.position_embeddings',
    'backbone.embeddings.patch_embeddings.projection.weight',
    'backbone.encoder.layer.1.norm1.weight',
    'backbone.encoder.layer.1.attention.attention.query.weight',
    'backbone.encoder.layer.1.attention.output.dense.bias',
    'backbone.encoder.layer.1.layer_scale1.lambda1',
    'backbone.encoder.layer.1.mlp.fc2.weight',
    'backbone.layernorm.bias',
    'neck.reassemble_stage.layers.3.projection.weight',
    'neck.reassemble_stage.layers.3.resize.bias',
    'neck.convs.0.weight',
    'neck.fusion_stage.layers.0.projection.weight',
    'neck.fusion_stage.layers.3.residual_layer2.convolution1.bias',
    'head.conv1.weight',
    'head.conv3.bias',
  ]
  const source = depthAnythingNames(namesOnly(facts(Object.fromEntries(theirs.map((name, n) => [name, [n]])))))
  const own = [
    'pretrained.cls_token',
    'pretrained.pos_embed',
    'pretrained.patch_embed.proj.weight',
    'pretrained.blocks.1.norm1.weight',
    'pretrained.blocks.1.attn.query.weight',
    'pretrained.blocks.1.attn.proj.bias',
    'pretrained.blocks.1.ls1.gamma',
    'pretrained.blocks.1.mlp.fc2.weight',
    'pretrained.norm.bias',
    'depth_head.projects.3.weight',
    'depth_head.resize_layers.3.bias',
    'depth_head.scratch.layer1_rn.weight',
    'depth_head.scratch.refinenet4.out_conv.weight',
    'depth_head.scratch.refinenet1.resConfUnit2.conv1.bias',
    'depth_head.scratch.output_conv1.weight',
    'depth_head.scratch.output_conv2.2.bias',
  ]
  assert.deepEqual(
    own.map((name) => source.info(name)?.shape[0]),
    theirs.map((_, n) => n),
  )
})
