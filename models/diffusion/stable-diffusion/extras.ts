import type { LoadContext } from '../../../base/model.ts'
import type { Checkpoint } from '../../formats/checkpoint.ts'
import { openCheckpoint } from '../../formats/open-checkpoint.ts'
import { checkpointWeights } from '../../graph/checkpoint-weights.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { below } from '../../graph/weights.ts'
import { readLora } from '../lora/lora-file.ts'
import { type MergedWeights, mergeLoras, type WeightedLora } from '../lora/merge-loras.ts'
import type { ParsedPrompt } from '../prompt/parse-prompt.ts'
import { readEmbedding, type TextEmbedding } from '../text/embedding-file.ts'
import { autoencoderNames } from '../vae/autoencoder-names.ts'
import type { StableDiffusionWeights } from './components.ts'

/** Other installed files that a run uses, opened; closed together at its end. */
export interface Extras extends AsyncDisposable {
  /** `role` picks one of several files: 'decoder'. */
  weights(
    kind: string,
    name: string,
    role?: string,
  ): Promise<{
    readonly source: WeightSource
    readonly sha256: string
    readonly metadata: Readonly<Record<string, string>>
  }>
}

/** Opens other models' files when a run first names them. */
export function openExtras({ find }: Pick<LoadContext, 'find'>): Extras {
  const open: Checkpoint[] = []
  return {
    async weights(kind, name, role) {
      const { path, files, sha256 } = await find(kind, name)
      const checkpoint = await openCheckpoint(files.find((file) => file.role === role)?.path ?? path)
      open.push(checkpoint)
      return { source: checkpointWeights(checkpoint), sha256, metadata: checkpoint.metadata }
    },
    async [Symbol.asyncDispose]() {
      for (const checkpoint of open) await checkpoint[Symbol.asyncDispose]()
    },
  }
}

/** The checkpoint with the prompt's LoRAs merged in. */
export interface LoraMix extends AsyncDisposable {
  readonly unet: WeightSource
  readonly textEncoders: readonly WeightSource[]
  /** Says which LoRAs and how strongly: part of the key of what is loaded. Undefined without any. */
  readonly variant: string | undefined
  readonly warnings: readonly string[]
}

export async function mixLoras(
  weights: StableDiffusionWeights,
  loras: ParsedPrompt['loras'],
  extras: Extras,
): Promise<LoraMix> {
  if (loras.length === 0) {
    const { unet, textEncoders } = weights
    return { unet, textEncoders, variant: undefined, warnings: [], async [Symbol.asyncDispose]() {} }
  }
  const mixed: WeightedLora[] = []
  const names: string[] = []
  for (const { name, unet, textEncoder } of loras) {
    const { source, sha256, metadata } = await extras.weights('lora', name)
    mixed.push({ lora: readLora(name, source, { metadata }), unet, textEncoder })
    names.push(`${sha256}:${unet}:${textEncoder}`)
  }
  const unet = mergeLoras(weights.unet, mixed, 'unet')
  const parts = ['text_encoder', 'text_encoder_2'] as const
  const textEncoders = weights.textEncoders.map((source, n) => mergeLoras(source, mixed, parts[n]!))
  const all: MergedWeights[] = [unet, ...textEncoders]
  return {
    unet,
    textEncoders,
    variant: names.join('+'),
    warnings: all.flatMap(({ unused }) =>
      unused.map(
        ({ lora, modules }) => `The LoRA "${lora}" changes ${modules.length} layers that this model does not have.`,
      ),
    ),
    async [Symbol.asyncDispose]() {
      for (const each of all) await each[Symbol.asyncDispose]()
    },
  }
}

/** The textual inversions that a text could name, read. Only names that stand in it are opened. */
export async function findEmbeddings(
  texts: readonly string[],
  installed: readonly string[],
  extras: Extras,
): Promise<ReadonlyMap<string, TextEmbedding>> {
  const found = new Map<string, TextEmbedding>()
  const text = texts.join('\n').toLowerCase()
  for (const name of installed) {
    if (!text.includes(name.toLowerCase())) continue
    const { source } = await extras.weights('embedding', name)
    found.set(name, await readEmbedding(name, source))
  }
  return found
}

/** Another autoencoder by its installed name: a file of its own, or out of a checkpoint. */
export async function otherAutoencoder(
  name: string,
  extras: Extras,
): Promise<{ readonly source: WeightSource; readonly variant: string }> {
  const { source, sha256 } = await extras.weights('vae', name)
  const prefix = ['first_stage_model.', 'vae.', 'vae/', ''].find(
    (start) => source.info(`${start}decoder.conv_in.weight`) !== undefined,
  )
  return { source: autoencoderNames(below(source, prefix ?? '')), variant: sha256 }
}
