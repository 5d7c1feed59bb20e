import { createRandom } from '../../procedural/random.ts'
import type { ClipTokenizer } from '../tokenizers/clip-tokenizer.ts'
import { checkPrompt, longestPrompt } from './check-prompt.ts'
import { chunkPrompt, type PromptChunk } from './chunk-tokens.ts'
import { expandWildcards, type Wildcards } from './expand-wildcards.ts'
import { findEmbeddings } from './find-embeddings.ts'
import { parseAttention } from './parse-attention.ts'
import { promptError } from './prompt-problem.ts'
import { type PromptLora, scanNetworks } from './scan-networks.ts'
import { findSchedules, scheduleText } from './schedule-text.ts'
import { joinTraced, maskText, sliceTraced, type TracedText } from './traced-text.ts'

export interface PromptOptions {
  /** The sampling steps that schedules are shares of. */
  readonly steps: number
  /** The steps of the first pass, when this is the prompt of the second. */
  readonly stepsBefore?: number
  readonly tokenizer: Pick<ClipTokenizer, 'encode' | 'commaId'>
  /** Known textual-inversion embeddings: name → number of vectors. */
  readonly embeddings?: ReadonlyMap<string, number>
  readonly wildcards?: Wildcards
  /** Chooses among wildcards: the same seed, the same words. */
  readonly seed?: number
  /** It is the negative prompt: it takes no LoRAs, and chooses on its own. */
  readonly negative?: boolean
}

/** A prompt, ready for the text encoders. */
export interface ParsedPrompt {
  /** The prompt with its choices made, LoRA tags still in it: what a record keeps. */
  readonly expanded: string
  /** What to encode, each until a step counted from 1 is done; the last one's `until` is `steps`. */
  readonly schedule: readonly {
    readonly until: number
    readonly text: string
    readonly chunks: readonly PromptChunk[]
  }[]
  readonly loras: readonly Omit<PromptLora, 'start' | 'end'>[]
  /** What was left out or changed, a sentence each. */
  readonly warnings: readonly string[]
}

/**
 * Reads a prompt in the language of AUTOMATIC1111: weights, schedules, BREAK, LoRA tags, embeddings, and choices. Throws
 * `bad-input` with the place of what cannot be done.
 */
export function parsePrompt(
  prompt: string,
  { steps, stepsBefore, tokenizer, embeddings = new Map(), wildcards, seed = 0, negative = false }: PromptOptions,
): ParsedPrompt {
  if (prompt.length > longestPrompt) throw promptError(checkPrompt(prompt)[0]!)
  const random = createRandom(seed).fork(negative ? 'negative prompt' : 'prompt')
  const expanded = expandWildcards(prompt, { random, ...(wildcards === undefined ? {} : { wildcards }) })
  const networks = scanNetworks(expanded.text)
  const words = without(expanded, networks.tags)
  const problem =
    networks.problems.map((found) => ({ ...found, start: expanded.origin[found.start]! }))[0] ??
    checkPrompt(words.text).map((found) => ({ ...found, start: words.origin[found.start] ?? 0 }))[0]
  if (problem !== undefined) throw promptError(problem)

  const warnings = [...networks.warnings]
  if (negative && networks.loras.length > 0) {
    warnings.push('LoRAs act on both prompts: those of the negative prompt were left out; write them in the prompt.')
  }
  const scheduled = findSchedules(maskText(expanded.text, networks.tags))
  for (const { name, start } of networks.loras) {
    if (scheduled.some((span) => start > span.start && start < span.end)) {
      warnings.push(`<lora:${name}> stands in a schedule, but a LoRA acts in all steps.`)
    }
  }
  const finder = findEmbeddings(embeddings, tokenizer)
  const text = resolveEmbeddingNames(words.text, embeddings, (warning) => warnings.push(warning))
  const chunksOf = new Map<string, readonly PromptChunk[]>()
  const schedule = scheduleText(text, { steps, ...(stepsBefore === undefined ? {} : { stepsBefore }) }).map((entry) => {
    const chunks =
      chunksOf.get(entry.text) ?? chunkPrompt(parseAttention(entry.text), { tokenizer, embeddings: finder })
    chunksOf.set(entry.text, chunks)
    return { ...entry, chunks }
  })
  const loras = negative ? [] : networks.loras.map(({ name, unet, textEncoder }) => ({ name, unet, textEncoder }))
  return { expanded: expanded.text, schedule, loras, warnings }
}

function without(source: TracedText, gaps: readonly { readonly start: number; readonly end: number }[]): TracedText {
  const starts = [0, ...gaps.map(({ end }) => end)]
  return joinTraced(starts.map((start, i) => sliceTraced(source, start, gaps[i]?.start)))
}

/** ComfyUI's `embedding:name` becomes the plain name where it is known, and is left out where it is not. */
function resolveEmbeddingNames(
  text: string,
  embeddings: ReadonlyMap<string, number>,
  warn: (warning: string) => void,
): string {
  const names = new Map([...embeddings.keys()].map((name) => [name.toLowerCase(), name]))
  return text.replace(/\bembedding:\s*([^\s,()[\]:|<>]+)/gi, (_, name: string) => {
    const known = names.get(name.toLowerCase()) ?? names.get(name.toLowerCase().replace(/\.(pt|safetensors|bin)$/, ''))
    if (known === undefined) warn(`There is no embedding "${name}"; it was left out.`)
    return known ?? ''
  })
}
