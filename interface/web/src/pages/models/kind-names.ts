import type { Model } from '../../api/wire.ts'

type Kind = Model['kind']

const names: Readonly<Record<Kind, string>> = {
  checkpoint: 'Image model',
  denoiser: 'Image model, network only',
  vae: 'Autoencoder',
  preview: 'Preview decoder',
  controlnet: 'ControlNet',
  lora: 'LoRA',
  embedding: 'Textual inversion',
  upscaler: 'Upscaler',
  depth: 'Depth',
  mesh: 'Image to mesh',
  segmentation: 'Segmentation',
  features: 'Features',
  language: 'Language model',
  'text-encoder': 'Text encoder',
  tokenizer: 'Tokenizer',
  component: 'Part of a model',
  unknown: 'Unknown',
}

/** A kind of model as a person calls it. */
export function kindName(kind: string): string {
  return names[kind as Kind] ?? kind
}

/** The kinds one looks for in the catalogue; parts come along by themselves. */
export const searchedKinds: readonly Kind[] = [
  'checkpoint',
  'lora',
  'controlnet',
  'upscaler',
  'vae',
  'preview',
  'embedding',
  'depth',
  'mesh',
  'segmentation',
  'language',
]
