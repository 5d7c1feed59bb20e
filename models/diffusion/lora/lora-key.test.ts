import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import { below } from '../../graph/weights.ts'
import { originalUnetName } from '../unet/unet-names.ts'
import { diffusersUnetPath } from './diffusers-unet-path.ts'
import { readLora } from './lora-file.ts'
import { parseLoraKey } from './lora-key.ts'

const fixtures = join(import.meta.dirname, '../../golden/fixtures')
const attention = 'down_blocks.0.attentions.1.transformer_blocks.0.attn1'

test('every way to write a module is read as the same module', () => {
  const ways = [
    'lora_unet_down_blocks_0_attentions_1_transformer_blocks_0_attn1_to_out_0.lora_down.weight',
    'unet.down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0.lora_A.weight',
    'unet.down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0.lora.down.weight',
    'unet.down_blocks.0.attentions.1.transformer_blocks.0.attn1.processor.to_out_lora.down.weight',
    'down_blocks.0.attentions.1.transformer_blocks.0.attn1.processor.to_out_lora.down.weight',
    'base_model.model.down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0.lora_A.default.weight',
  ]
  for (const way of ways) {
    assert.deepEqual(parseLoraKey(way), { kind: 'known', part: 'unet', path: `${attention}.to_out.0`, role: 'down' })
  }
})

test('text encoders are told apart', () => {
  const path = 'text_model.encoder.layers.3.self_attn.q_proj'
  const flat = path.replaceAll('.', '_')
  for (const [key, part, role] of [
    [`lora_te_${flat}.lora_up.weight`, 'text_encoder', 'up'],
    [`lora_te1_${flat}.alpha`, 'text_encoder', 'alpha'],
    [`lora_te2_${flat}.hada_w1_a`, 'text_encoder_2', 'hada_w1_a'],
    [`text_encoder.${path}.lora_B.weight`, 'text_encoder', 'up'],
    [`text_encoder_2.${path}.lora_linear_layer.up.weight`, 'text_encoder_2', 'up'],
  ] as const) {
    assert.deepEqual(parseLoraKey(key), { kind: 'known', part, path, role })
  }
})

test("CompVis' modules of every fixture come back to their own names", () => {
  let checked = 0
  for (const file of ['sd15-unet-single-file', 'sdxl-unet-single-file']) {
    const { tensors } = JSON.parse(readFileSync(join(fixtures, `${file}.json`), 'utf8'))
    const source = below(fixtureWeights({ setName: 'test', tensors }), 'model.diffusion_model.')
    for (const name of source.names()) {
      const module = name.replace(/\.(weight|bias)$/, '')
      const flat = `lora_unet_${module.replaceAll('.', '_')}.lora_up.weight`
      const parsed = parseLoraKey(flat)
      assert.ok(parsed.kind === 'known')
      assert.equal(parsed.path, module)
      const diffusers = diffusersUnetPath(parsed.path, 2)
      assert.equal(originalUnetName(`${diffusers}.weight`, 2, source), `${module}.weight`)
      checked++
    }
  }
  assert.ok(checked > 1000)
})

test("diffusers' modules of every fixture come back to their own names", () => {
  for (const file of ['sd15-unet-diffusers', 'sdxl-unet-diffusers']) {
    const { tensors } = JSON.parse(readFileSync(join(fixtures, `${file}.json`), 'utf8'))
    for (const name of Object.keys(tensors)) {
      const module = name.replace(/\.(weight|bias)$/, '')
      const parsed = parseLoraKey(`lora_unet_${module.replaceAll('.', '_')}.alpha`)
      assert.deepEqual(parsed, { kind: 'known', part: 'unet', path: module, role: 'alpha' })
    }
  }
})

test('methods that are not computed and files without a LoRA are refused by name', () => {
  const open = (...keys: string[]) =>
    readLora('x', fixtureWeights({ setName: 'test', tensors: Object.fromEntries(keys.map((key) => [key, [1]])) }))
  const base = 'lora_unet_mid_block_attentions_0_proj_in'
  for (const [key, method] of [
    [`${base}.dora_scale`, 'DoRA'],
    [`${base}.oft_blocks`, 'OFT'],
    [`${base}.a1.weight`, 'GLoRA'],
    [`${base}.on_input`, '\\(IA\\)³'],
    ['unet.mid_block.attentions.0.proj_in.lora_magnitude_vector', 'DoRA'],
  ] as const) {
    assert.throws(() => open(key), { code: 'bad-input', message: new RegExp(`trained with ${method},`) })
  }
  assert.throws(() => open('conv_in.weight'), {
    code: 'bad-input',
    message: '"x" is no LoRA: none of its 1 tensors is named as one.',
  })
  assert.equal(open('lora_unet_double_blocks_0_img_attn_qkv.lora_up.weight').otherModel, 'FLUX')
  assert.match(open('transformer.transformer_blocks.0.attn.to_q.lora_A.weight').otherModel!, /^a transformer model/)
})
