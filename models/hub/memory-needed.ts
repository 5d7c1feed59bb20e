import { type Catalogue, type CatalogueEntry, type Precision, withRequired } from './catalogue.ts'
import type { ModelKind } from './model-kind.ts'

/** Bytes of one weight as stored. GGUF's block formats carry scales: about half a bit more than their name. */
const storedBytes: Readonly<Record<Precision, number>> = {
  fp32: 4,
  fp16: 2,
  fp8: 1,
  q8: 1.0625,
  q6: 0.82,
  q5: 0.69,
  q4: 0.5625,
}

/**
 * What a run takes beside the weights, in bytes: activations at the usual size. Of the full-size SD 1.5 at 512² the
 * measured peak is 1.1 GB above its weights; the others are scaled by their latent and channels, and are estimates.
 */
const workingBytes: Readonly<Record<string, number>> = { sd15: 1.1e9, sd21: 1.3e9, sdxl: 3e9 }
const workingBytesOfKind: Partial<Readonly<Record<ModelKind, number>>> = {
  checkpoint: 3e9,
  mesh: 2e9,
  depth: 0.8e9,
  segmentation: 0.8e9,
  language: 0.7e9,
  upscaler: 0.5e9,
}

export interface MemoryNeeded {
  /** Computing in fp32 on a processor, which widens fp16 and fp8 weights as it loads them. */
  readonly bytes: number
  /** With weights kept at 8 bits; absent where they are that small already. */
  readonly eightBitBytes?: number
}

/** The memory one run takes with everything that must be loaded beside it; undefined where no size is stated. */
export function memoryNeeded(entry: CatalogueEntry, catalogue: Catalogue): MemoryNeeded | undefined {
  const weights = withRequired(catalogue, entry)
    .flatMap((each) => each.files)
    .flatMap(({ precision, sizeBytes, aboutBytes }) =>
      precision === undefined ? [] : [{ precision, bytes: sizeBytes ?? aboutBytes }],
    )
  return weights.some(({ bytes }) => bytes === undefined)
    ? undefined
    : memoryOf(entry, weights as { precision: Precision; bytes: number }[])
}

/** The same for weights of which only the files are known. */
export function memoryOf(
  { kind, family }: { readonly kind: ModelKind; readonly family: string },
  weights: readonly { readonly precision: Precision; readonly bytes: number }[],
): MemoryNeeded {
  let full = 0
  let eightBit = 0
  for (const { precision, bytes } of weights) {
    const count = bytes / storedBytes[precision]
    // Quantised weights are computed with as they are.
    full += precision.startsWith('q') ? bytes : count * storedBytes.fp32
    eightBit += precision.startsWith('q') ? bytes : count * storedBytes.q8
  }
  const isAddOn = ['vae', 'preview', 'lora', 'controlnet'].includes(kind)
  const extra = isAddOn ? 0.2e9 : (workingBytes[family] ?? workingBytesOfKind[kind] ?? 0.2e9)
  return {
    bytes: Math.round(full + extra),
    ...(eightBit < full * 0.9 ? { eightBitBytes: Math.round(eightBit + extra) } : {}),
  }
}
