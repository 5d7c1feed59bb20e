import type { ComfyClass } from '../comfy-class.ts'
import { float, modelOf, namedModel } from '../inputs.ts'
import type { ClipValue, ModelValue, VaeValue } from '../values.ts'

const strength = float(1, -10, 10)

/** Classes that bring models in. */
export const loaderClasses: readonly ComfyClass[] = [
  {
    name: 'CheckpointLoaderSimple',
    title: 'Load Checkpoint',
    category: 'loaders',
    description: 'A checkpoint: the model, its text encoders and its autoencoder.',
    inputs: { ckpt_name: modelOf('checkpoints') },
    outputs: [{ type: 'MODEL' }, { type: 'CLIP' }, { type: 'VAE' }],
    translate: ({ environment, text }) => {
      const checkpoint = namedModel(environment, 'checkpoints', text('ckpt_name'))
      const model: ModelValue = { checkpoint, loras: [] }
      const clip: ClipValue = model
      return [model, clip, { checkpoint } satisfies VaeValue]
    },
  },
  {
    name: 'VAELoader',
    title: 'Load VAE',
    category: 'loaders',
    description: "Another autoencoder than the checkpoint's own.",
    inputs: { vae_name: modelOf('vaes') },
    outputs: [{ type: 'VAE' }],
    translate: ({ environment, text }) => [
      { vae: namedModel(environment, 'vaes', text('vae_name')) } satisfies VaeValue,
    ],
  },
  {
    name: 'LoraLoader',
    title: 'Load LoRA',
    category: 'loaders',
    description: 'A LoRA on the model and its text encoders.',
    inputs: {
      model: { type: 'MODEL' },
      clip: { type: 'CLIP' },
      lora_name: modelOf('loras'),
      strength_model: strength,
      strength_clip: strength,
    },
    outputs: [{ type: 'MODEL' }, { type: 'CLIP' }],
    translate: ({ id: node, environment, wire, text, number }) => {
      const lora = namedModel(environment, 'loras', text('lora_name'))
      const model = wire('model', 'MODEL')
      const clip = wire('clip', 'CLIP')
      return [
        { ...model, loras: [...model.loras, { node, lora, strength: number('strength_model') }] } satisfies ModelValue,
        { ...clip, loras: [...clip.loras, { node, lora, strength: number('strength_clip') }] } satisfies ClipValue,
      ]
    },
  },
  {
    name: 'LoraLoaderModelOnly',
    title: 'LoraLoaderModelOnly',
    category: 'loaders',
    description: 'A LoRA on the model alone.',
    inputs: { model: { type: 'MODEL' }, lora_name: modelOf('loras'), strength_model: strength },
    outputs: [{ type: 'MODEL' }],
    translate: ({ id: node, environment, wire, text, number }) => {
      const lora = namedModel(environment, 'loras', text('lora_name'))
      const model = wire('model', 'MODEL')
      return [
        { ...model, loras: [...model.loras, { node, lora, strength: number('strength_model') }] } satisfies ModelValue,
      ]
    },
  },
  {
    name: 'ControlNetLoader',
    title: 'Load ControlNet Model',
    category: 'loaders',
    description: 'A ControlNet.',
    inputs: { control_net_name: modelOf('controlnets') },
    outputs: [{ type: 'CONTROL_NET' }],
    translate: ({ environment, text }) => [namedModel(environment, 'controlnets', text('control_net_name'))],
  },
  {
    name: 'UpscaleModelLoader',
    title: 'Load Upscale Model',
    category: 'loaders',
    description: 'An upscaler.',
    inputs: { model_name: modelOf('upscalers') },
    outputs: [{ type: 'UPSCALE_MODEL' }],
    translate: ({ environment, text }) => [namedModel(environment, 'upscalers', text('model_name'))],
  },
]
