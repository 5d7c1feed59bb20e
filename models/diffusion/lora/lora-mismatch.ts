import { WorkspaceError } from '../../../base/error.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { loraShape } from './lora-delta.ts'
import type { LoraFile } from './lora-file.ts'
import type { LoraPart } from './lora-key.ts'
import { findLoraTarget } from './lora-target.ts'

/** The error of a LoRA that does not fit: what it is for, and what the checkpoint is. */
export function loraMismatch(lora: LoraFile, source: WeightSource, part: LoraPart, detail: string): WorkspaceError {
  const [theirs, ours] = [lora.otherModel ?? loraFamily(lora, part), checkpointFamily(source, part)]
  const known = theirs !== undefined && theirs !== ours
  const message = known
    ? `The LoRA "${lora.name}" is for ${theirs}; this checkpoint is ${ours}.`
    : `The LoRA "${lora.name}" does not fit this checkpoint, which is ${ours}: ${detail}.`
  return new WorkspaceError('bad-input', message, { hint: `Use a LoRA that was trained on ${ours}.` })
}

/** What the words' channels that a cross-attention reads tell of a U-Net. */
function familyOfWords(channels: number): string {
  return wordChannels[channels] ?? `a model whose words have ${channels} channels`
}

const wordChannels: Readonly<Record<number, string>> = {
  768: 'Stable Diffusion 1.x',
  1024: 'Stable Diffusion 2.x',
  1280: 'the SDXL refiner',
  2048: 'SDXL',
}

function familyOfEncoder(channels: number): string {
  return `a model with a text encoder of ${channels} channels`
}

function loraFamily(lora: LoraFile, part: LoraPart): string | undefined {
  for (const module of lora.parts.unet) {
    const shape = /attn2\.to_k$/.test(module.path) ? loraShape(lora, module) : undefined
    if (shape !== undefined) return familyOfWords(shape.columns)
  }
  if (part === 'unet') return undefined
  for (const module of lora.parts[part]) {
    const shape = /\.k_proj$/.test(module.path) ? loraShape(lora, module) : undefined
    if (shape !== undefined) return familyOfEncoder(shape.columns)
  }
  return undefined
}

function checkpointFamily(source: WeightSource, part: LoraPart): string {
  if (part !== 'unet') {
    const table = source.info('text_model.embeddings.token_embedding.weight')
    return table === undefined ? 'one without this text encoder' : familyOfEncoder(table.shape[1]!)
  }
  for (const block of ['down_blocks.0', 'down_blocks.1', 'down_blocks.2', 'mid_block']) {
    const path = `${block}.attentions.0.transformer_blocks.0.attn2.to_k`
    const keys = findLoraTarget(source, 'unet', path, 'weight')
    if (keys !== undefined) return familyOfWords(keys.columns)
  }
  return 'a model without attention to words'
}
