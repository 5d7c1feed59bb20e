import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Described, Identity, Tensors } from './identify/identity.ts'
import { identify } from './identify-checkpoint.ts'

/** Names and shapes of the golden fixtures, packed by scripts/pack-tensor-lists.ts: real structure at tiny widths. */
const lists = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, 'fixtures/tensor-lists.json.gz'))).toString(),
) as Readonly<Record<string, { tensors: Readonly<Record<string, readonly number[]>> }>>

type Expected = { readonly [K in keyof Identity]?: Identity[K] | undefined }
type Shapes = Readonly<Record<string, readonly number[]>>

function tensorsOf(shapes: Shapes): Tensors {
  return new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: 'F16' as const }]))
}

const list = (name: string): Shapes => lists[name]!.tensors
const from = (shapes: Shapes, rest: Omit<Described, 'tensors'> = {}) =>
  identify({ tensors: tensorsOf(shapes), ...rest })

/** The same tensors under other names or shapes; undefined leaves one out. */
function changed(
  shapes: Shapes,
  change: (name: string, shape: readonly number[]) => readonly [string, readonly number[]] | undefined,
): Shapes {
  return Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) =>
      [change(name, shape) ?? []].filter((entry) => entry.length > 0),
    ) as [string, readonly number[]][],
  )
}
const prefixed = (shapes: Shapes, prefix: string) => changed(shapes, (name, shape) => [prefix + name, shape])
/** A list of names that all have that shape. */
const named = (names: readonly string[], shape: readonly number[] = [4, 4]): Shapes =>
  Object.fromEntries(names.map((name) => [name, shape]))

function check(identity: Identity, expected: Expected): void {
  const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, identity[key as keyof Identity]]))
  assert.deepEqual(picked, expected, identity.summary)
}

test('every fixture is what it is, in either naming and at tiny widths', () => {
  const expected: Readonly<Record<string, Partial<Identity>>> = {
    'checkpoint-sd15-single-file': {
      kind: 'checkpoint',
      architecture: 'sd15',
      naming: 'single-file',
      inputChannels: 4,
    },
    'pipeline-sdxl-txt2img': { kind: 'checkpoint', architecture: 'sdxl', naming: 'single-file', contextDim: 48 },
    'sd15-unet-diffusers': { kind: 'unet', architecture: 'sd15', naming: 'diffusers', contextDim: 24 },
    'sd15-unet-single-file': { kind: 'unet', architecture: 'sd15', naming: 'single-file', contextDim: 24 },
    'sdxl-unet-diffusers': { kind: 'unet', architecture: 'sdxl', naming: 'diffusers' },
    'sdxl-unet-single-file': { kind: 'unet', architecture: 'sdxl', naming: 'single-file' },
    'flux-transformer-diffusers': { kind: 'unet', architecture: 'flux', naming: 'diffusers', inputChannels: 16 },
    'flux-transformer-original': { kind: 'unet', architecture: 'flux', naming: 'original', inputChannels: 16 },
    'pipeline-flux/transformer': { kind: 'unet', architecture: 'flux', inputChannels: 64, contextDim: 32 },
    'pipeline-flux/ae': { kind: 'vae', latentChannels: 16 },
    'pipeline-flux/clip_l': { kind: 'text-encoder', architecture: 'clip' },
    'pipeline-flux/t5': { kind: 'text-encoder', architecture: 't5' },
    'vae-kl-diffusers': { kind: 'vae', naming: 'diffusers', latentChannels: 4 },
    'vae-kl-single-file': { kind: 'vae', naming: 'single-file', latentChannels: 4 },
    'vae-flux-diffusers': { kind: 'vae', naming: 'diffusers', latentChannels: 16 },
    'vae-flux-original': { kind: 'vae', naming: 'single-file', latentChannels: 16 },
    'clip-l-hf': { kind: 'text-encoder', architecture: 'clip' },
    'clip-l-single-file': { kind: 'text-encoder', architecture: 'clip' },
    'clip-bigg-hf': { kind: 'text-encoder', architecture: 'clip' },
    'clip-bigg-single-file': { kind: 'text-encoder', architecture: 'open-clip' },
    't5-encoder-hf': { kind: 'text-encoder', architecture: 't5' },
    'controlnet-sd15-diffusers': { kind: 'controlnet', architecture: 'sd15', naming: 'diffusers' },
    'controlnet-sd15-single-file': { kind: 'controlnet', architecture: 'sd15', naming: 'single-file' },
    'pipeline-sd15-controlnet/controlnet': { kind: 'controlnet', architecture: 'sd15' },
    'lora-kohya/lora': { kind: 'lora', architecture: 'sd15', naming: 'kohya', rank: 4 },
    'lora-peft/lora': { kind: 'lora', architecture: 'sd15', naming: 'peft', rank: 4 },
    'rrdbnet-x2-conv-first': { kind: 'upscaler', architecture: 'rrdbnet', scale: 2, inputChannels: 12 },
    'rrdbnet-x4-conv-first': { kind: 'upscaler', architecture: 'rrdbnet', scale: 4 },
    'rrdbnet-x4-model-names': { kind: 'upscaler', architecture: 'rrdbnet', scale: 4 },
    'taesd-diffusers': { kind: 'preview', naming: 'diffusers', latentChannels: 4 },
    'taesd-original/taesd_encoder': { kind: 'preview', naming: 'original', latentChannels: 4 },
    'taesd-original/taesd_decoder': { kind: 'preview', naming: 'original', latentChannels: 4 },
    'depth-anything-v2-original': { kind: 'depth', architecture: 'depth-anything' },
    'dpt-hf': { kind: 'depth', architecture: 'dpt' },
    'midas-beit-original': { kind: 'depth', architecture: 'midas-beit' },
    'midas-dpt-original': { kind: 'depth', architecture: 'midas-dpt' },
    'midas-small-original': { kind: 'depth', architecture: 'midas-small' },
    'zoedepth-original': { kind: 'depth', architecture: 'zoedepth' },
    'triposr-original': { kind: 'mesh', architecture: 'triposr' },
    'instantmesh-original': { kind: 'mesh', architecture: 'instantmesh' },
  }
  assert.deepEqual(Object.keys(lists).sort(), Object.keys(expected).sort())
  for (const [name, identity] of Object.entries(expected)) check(from(list(name)), identity)
})

test('SD 2.x has linear projections around attention, and may predict v', () => {
  const sd2 = changed(list('checkpoint-sd15-single-file'), (name, shape) => [
    name,
    /proj_(?:in|out)\.weight$/.test(name) ? shape.slice(0, 2) : shape,
  ])
  const plain = from(sd2)
  check(plain, { kind: 'checkpoint', architecture: 'sd21', prediction: { value: 'v', certainty: 'guess' } })
  assert.match(plain.summary, /^Stable Diffusion 2\.x \(964 tensors, .*v prediction is a guess/)
  check(from(sd2, { metadata: { 'modelspec.prediction_type': 'epsilon' } }), {
    prediction: { value: 'epsilon', certainty: 'stated' },
  })
  check(from({ ...sd2, v_pred: [0] }), { prediction: { value: 'v', certainty: 'stated' } })
  check(from(sd2, { path: '/models/v2-1_768-ema-pruned.safetensors' }), {
    prediction: { value: 'v', certainty: 'name' },
  })
  check(from(sd2, { path: '/models/sd_turbo.safetensors' }), {
    architecture: 'sd21',
    distilled: { method: 'turbo', certainty: 'name' },
    prediction: { value: 'epsilon', certainty: 'name' },
  })
  check(from({ ...sd2, 'model.diffusion_model.label_emb.0.0.weight': [4, 4] }), { architecture: 'sd21-unclip' })
})

test('a diffusers folder is a checkpoint, and its configuration speaks', () => {
  const folder = { ...prefixed(list('sd15-unet-diffusers'), 'unet/'), ...prefixed(list('vae-kl-diffusers'), 'vae/') }
  const configs = new Map<string, unknown>([
    ['scheduler/scheduler_config.json', { prediction_type: 'v_prediction' }],
    ['unet/config.json', { _name_or_path: 'stabilityai/sd-turbo' }],
  ])
  const identity = from({ ...folder, ...prefixed(list('clip-l-hf'), 'text_encoder/') }, { configs })
  check(identity, {
    kind: 'checkpoint',
    naming: 'diffusers',
    prediction: { value: 'v', certainty: 'stated' },
    distilled: { method: 'turbo', certainty: 'stated' },
  })
  check(from(folder), { kind: 'checkpoint', notes: ['it lacks a text encoder'] })
  check(from(prefixed(list('sdxl-unet-diffusers'), 'unet/')), { kind: 'unet', architecture: 'sdxl' })
  check(from(prefixed(list('flux-transformer-diffusers'), 'transformer/')), { kind: 'unet', architecture: 'flux' })
})

test('inpainting and edit models show in the first convolution, LCM by its own input', () => {
  const withInputs = (channels: number) =>
    from({
      ...list('checkpoint-sd15-single-file'),
      'model.diffusion_model.input_blocks.0.0.weight': [32, channels, 3, 3],
    })
  check(withInputs(9), { inputChannels: 9 })
  assert.match(withInputs(9).summary, /^Stable Diffusion 1\.x for inpainting/)
  check(withInputs(8), { inputChannels: 8, architecture: 'sd15-edit' })
  assert.match(withInputs(8).summary, /^Stable Diffusion 1\.x for edits by instruction/)
  check(from({ ...list('sd15-unet-diffusers'), 'time_embedding.cond_proj.weight': [32, 256] }), {
    distilled: { method: 'lcm', certainty: 'structure' },
  })
  check(from({ ...list('sd15-unet-single-file'), 'model.diffusion_model.time_embed.cond_proj.weight': [32, 256] }), {
    distilled: { method: 'lcm', certainty: 'structure' },
  })
})

test('SDXL variants: the refiner has a fourth level, Turbo and Lightning only a name', () => {
  const sdxl = list('pipeline-sdxl-txt2img')
  check(from({ ...sdxl, 'model.diffusion_model.input_blocks.11.0.in_layers.0.weight': [128] }), {
    architecture: 'sdxl-refiner',
  })
  check(from({ ...list('sdxl-unet-diffusers'), 'down_blocks.3.resnets.0.norm1.weight': [128] }), {
    architecture: 'sdxl-refiner',
  })
  const lightning = from(sdxl, { path: 'sdxl_lightning_4step.safetensors' })
  check(lightning, { architecture: 'sdxl', distilled: { method: 'lightning', certainty: 'name' } })
  assert.match(lightning.summary, /only its name says lightning/)
  check(from(sdxl, { metadata: { 'modelspec.title': 'SDXL Turbo' } }), {
    distilled: { method: 'turbo', certainty: 'stated' },
  })
  check(from(sdxl, { path: 'talcum.safetensors' }), { distilled: undefined })
})

test('FLUX schnell has no input for guidance; SD3 has joint blocks', () => {
  const schnell = changed(list('flux-transformer-original'), (name, shape) =>
    name.startsWith('guidance_in.') ? undefined : [name, shape],
  )
  check(from(schnell), { architecture: 'flux', distilled: { method: 'schnell', certainty: 'structure' } })
  check(from(list('flux-transformer-original')), {
    distilled: undefined,
    prediction: { value: 'flow', certainty: 'structure' },
  })
  const sd3 = named(['joint_blocks.0.context_block.attn.qkv.weight', 'context_embedder.weight'])
  check(
    from({ ...prefixed(sd3, 'model.diffusion_model.'), ...prefixed(list('vae-flux-original'), 'first_stage_model.') }),
    {
      kind: 'checkpoint',
      architecture: 'sd3',
    },
  )
})

test('a LoRA tells its model by where it reaches, then by width, then by what its trainer wrote', () => {
  const down = (name: string, shape: readonly number[] = [8, 32]) => ({
    [`${name}.lora_down.weight`]: shape,
    [`${name}.lora_up.weight`]: [32, 8],
  })
  const isFor = (shapes: Shapes, architecture: string | undefined, metadata: Readonly<Record<string, string>> = {}) => {
    const identity = from(shapes, { metadata })
    assert.equal(identity.kind, 'lora')
    assert.equal(identity.architecture, architecture, Object.keys(shapes)[0])
  }
  isFor(down('lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q'), 'sdxl')
  isFor(down('lora_unet_middle_block_1_transformer_blocks_3_attn1_to_q'), 'sdxl')
  isFor(down('lora_te2_text_model_encoder_layers_0_mlp_fc1'), 'sdxl')
  isFor(named(['unet.down_blocks.2.attentions.0.transformer_blocks.7.attn1.to_q.lora_A.weight']), 'sdxl')
  isFor(down('lora_unet_double_blocks_0_img_attn_proj'), 'flux')
  isFor(named(['transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight']), 'flux')
  isFor(down('lora_unet_joint_blocks_0_context_block_attn_qkv'), 'sd3')
  const first = 'lora_unet_down_blocks_0_attentions_0'
  isFor({ ...down(`${first}_proj_in`), ...down(`${first}_transformer_blocks_0_attn1_to_q`) }, 'sd21')
  isFor(down(`${first}_transformer_blocks_0_attn2_to_k`, [8, 768]), 'sd15')
  isFor(down(`${first}_transformer_blocks_0_attn2_to_k`, [8, 1024]), 'sd21')
  isFor(
    named(['unet.mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora.down.weight'], [4, 768]),
    'sd15',
  )
  isFor(down(`${first}_transformer_blocks_0_attn1_to_q`), undefined)
  isFor(down(`${first}_transformer_blocks_0_attn1_to_q`), 'sd15', { ss_base_model_version: 'sd_v1' })
  isFor(down('lora_unet_conv_in'), 'sdxl', { 'modelspec.architecture': 'stable-diffusion-xl-v1-base/lora' })
  assert.match(from(down('lora_unet_conv_in')).summary, /^A LoRA for an unknown model .*nothing in it tells/)
  check(from(named([`${first}_proj_in.hada_w1_a`, `${first}_proj_in.hada_w1_b`])), { kind: 'lora' })
  assert.match(from(down('lora_unet_conv_in'), { path: 'lcm-lora-sdxl.safetensors' }).distilled?.method ?? '', /lcm/)
})

test('a ControlNet of SDXL, a SRVGG upscaler and old ESRGAN names', () => {
  const controlnet = { ...list('sdxl-unet-diffusers'), ...named(['controlnet_cond_embedding.conv_in.weight']) }
  check(from(controlnet), { kind: 'controlnet', architecture: 'sdxl' })
  check(from({ 'body.0.weight': [64, 3, 3, 3], 'body.1.weight': [64], 'body.2.weight': [48, 64, 3, 3] }), {
    kind: 'upscaler',
    architecture: 'srvgg',
    scale: 4,
  })
  const trunk = named([
    'RRDB_trunk.0.RDB1.conv1.weight',
    'upconv1.weight',
    'upconv2.weight',
    'upconv3.weight',
    'HRconv.weight',
  ])
  check(from({ ...trunk, 'conv_first.weight': [64, 3, 3, 3], 'conv_last.weight': [3, 64, 3, 3] }), {
    kind: 'upscaler',
    scale: 8,
  })
  const one = changed(list('rrdbnet-x4-model-names'), (name, shape) =>
    /^model\.[36]\./.test(name) ? undefined : [name, shape],
  )
  check(from(one), { kind: 'upscaler', scale: 1 })
})

test('a ControlNet that came with all of Stable Diffusion is a checkpoint that says so', () => {
  check(from({ ...list('checkpoint-sd15-single-file'), ...list('controlnet-sd15-single-file') }), {
    kind: 'checkpoint',
    architecture: 'sd15',
    notes: ['it holds a ControlNet too'],
  })
})

test('a textual inversion, in every form that trainers write', () => {
  check(from({ emb_params: [3, 768] }), { kind: 'embedding', architecture: 'sd15' })
  check(from({ 'string_to_param.*': [1, 1024] }), { kind: 'embedding', architecture: 'sd21' })
  check(from({ '<cat-toy>': [768] }), { kind: 'embedding', architecture: 'sd15' })
  check(from({ clip_l: [2, 768], clip_g: [2, 1280] }), { kind: 'embedding', architecture: 'sdxl' })
  assert.match(from({ emb_params: [3, 768] }).summary, /^A textual inversion of 3 vectors \(1 tensors, 5 kB\)\.$/)
})

test('depth models of transformers, other MiDaS backbones, and a whole trainer checkpoint of InstantMesh', () => {
  const backbone = named([
    'backbone.encoder.layer.0.attention.weight',
    'neck.reassemble_stage.layers.0.projection.weight',
  ])
  check(from({ ...backbone, ...named(['backbone.encoder.layer.0.layer_scale1.lambda1']) }), {
    architecture: 'depth-anything',
  })
  check(from({ ...backbone, ...named(['metric_head.conv2.weight']) }), {
    architecture: 'zoedepth',
    naming: 'transformers',
  })
  const scratch = named(['scratch.output_conv.0.weight'])
  check(from({ ...scratch, ...named(['pretrained.model.layers.0.blocks.0.attn.qkv.weight']) }), {
    architecture: 'midas-swin',
  })
  check(from({ ...scratch, 'pretrained.layer1.0.weight': [64, 3, 7, 7] }), { architecture: 'midas-resnext' })
  check(from({ ...prefixed(list('instantmesh-original'), 'lrm_generator.'), 'lpips.net.weight': [1] }), {
    architecture: 'instantmesh',
  })
})

test('language models of transformers are told, and what is unknown is described', () => {
  check(from(named(['model.embed_tokens.weight', 'model.layers.0.self_attn.q_proj.weight'])), { kind: 'llm' })
  const unknown = from(named(['tower.block.0.weight', 'tower.block.1.weight', 'head.bias'], [1000, 1000]))
  check(unknown, { kind: 'unknown', architecture: undefined, tensorCount: 3, sizeBytes: 6_000_000 })
  assert.equal(
    unknown.summary,
    'Weights of an architecture that is not known here (3 tensors, 6.0 MB); their names begin with tower.block… (2), head.bias… (1).',
  )
  check(from({}), { kind: 'unknown', notes: ['there is no tensor in it'] })
  const video = from({ ...list('sd15-unet-diffusers'), ...named(['down_blocks.0.motion_modules.0.norm.weight']) })
  check(video, { kind: 'unet', architecture: undefined })
  assert.match(video.summary, /layers for video/)
})
