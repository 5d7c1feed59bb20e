import { WorkspaceError } from '../../../base/error.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { familyOfWords, wordChannelsOf } from '../unet/family-of-words.ts'
import { loraShape } from './lora-delta.ts'
import type { LoraFile } from './lora-file.ts'
import type { LoraPart } from './lora-key.ts'

/** The error of a LoRA that does not fit: what it is for, and what the checkpoint is. */
export function loraMismatch(lora: LoraFile, source: WeightSource, part: LoraPart, detail: string): WorkspaceError {
  const [theirs, ours] = [lora.otherModel ?? loraFamily(lora, part), checkpointFamily(source, part)]
  const known = theirs !== undefined && theirs !== ours
  const message = known
    ? `The LoRA "${lora.name}" is for ${theirs}; this checkpoint is ${ours}.`
    : `The LoRA "${lora.name}" does not fit this checkpoint, which is ${ours}: ${detail}.`
  return new WorkspaceError('bad-input', message, { hint: `Use a LoRA that was trained on ${ours}.` })
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
  const channels = wordChannelsOf(source)
  return channels === undefined ? 'a model without attention to words' : familyOfWords(channels)
}
