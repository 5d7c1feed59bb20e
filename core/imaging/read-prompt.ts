import { promptSpans } from '../../models/diffusion/prompt/prompt-spans.ts'
import { documentOfPrompt, materialOfPrompt } from '../../models/procedural/document-of-prompt.ts'

/** A stretch of a prompt for an editor to colour; places count UTF-16 units from 0. */
export interface ReadSpan {
  readonly start: number
  readonly end: number
  /** Of diffusion prompts weight, lora, schedule …; of the built-in engine understood, unused, corrected, unknown. */
  readonly kind: string
  /** What it means or what is wrong with it, in words. */
  readonly message?: string
}

/** What would be made of a prompt, without making anything. */
export interface ReadPrompt {
  readonly spans: readonly ReadSpan[]
  /** Tokens of each chunk that the text encoder takes, and how many fit in one; absent where no tokenizer is known. */
  readonly tokens?: { readonly chunks: readonly number[]; readonly of: number }
  /** The built-in engine's one line of what it understood. */
  readonly summary?: string
  /** Words it does not know, and what else a person should know. */
  readonly unknown: readonly string[]
  readonly warnings: readonly string[]
}

/** The models beside the checkpoint that a prompt can name. */
export interface AddOns {
  /** Names of installed embeddings. */
  readonly embeddings: readonly string[]
  /** Whether a LoRA of this name is installed. */
  hasLora(name: string): boolean
}

/** Reads a prompt in the language of diffusion models. `tokenizer`: CLIP's, where the model has it. Never throws for a prompt. */
export async function readDiffusionPrompt(
  prompt: string,
  { tokenizer, negative, addOns }: { tokenizer: 'clip' | 'none'; negative: boolean; addOns?: AddOns | undefined },
): Promise<ReadPrompt> {
  const written = promptSpans(prompt).map((span): ReadSpan => {
    const { start, end, kind } = span
    if (span.kind === 'lora' && addOns?.hasLora(span.name) === false) {
      return { start, end, kind: 'missing', message: `No LoRA "${span.name}" is installed` }
    }
    return { start, end, kind, ...messageOf(span) }
  })
  const named = (addOns?.embeddings ?? []).flatMap((name) => placesOf(prompt, name, 'embedding', `Embedding ${name}`))
  const spans = [...written, ...named].sort((a, b) => a.start - b.start || b.end - a.end)
  if (tokenizer === 'none' || spans.some(({ kind }) => kind === 'error')) return { spans, unknown: [], warnings: [] }
  const [{ parsePrompt }, { chunkTokens }, { clipTokenizer }] = await Promise.all([
    import('../../models/diffusion/prompt/parse-prompt.ts'),
    import('../../models/diffusion/prompt/chunk-tokens.ts'),
    import('./prompt-tokenizer.ts'),
  ])
  // Schedules are shares of the steps: how many there are does not change how long the first text is.
  const { schedule, warnings } = parsePrompt(prompt, { steps: 20, tokenizer: clipTokenizer(), negative })
  const chunks = schedule[0]!.chunks.map(({ tokens }) => tokens.length)
  return { spans, tokens: { chunks, of: chunkTokens }, unknown: [], warnings }
}

/** Reads a prompt as the built-in engine does. */
export function readPlainPrompt(
  prompt: string,
  { negative, texture }: { negative: string; texture: boolean },
): ReadPrompt {
  if (prompt.trim() === '') return { spans: [], unknown: [], warnings: [] }
  const request = { prompt, negativePrompt: negative, seed: 1 }
  let reading: Reading
  try {
    reading = (texture ? materialOfPrompt(request) : documentOfPrompt(request)).reading as unknown as Reading
  } catch (error) {
    return { spans: [], unknown: [], warnings: [(error as Error).message] }
  }
  const find = (words: string, kind: string, message?: string) => placesOf(prompt, words, kind, message)
  const { understood, unknown, unused = [], corrections = [], notes = [], summary } = reading
  const spans = [
    ...understood.flatMap(({ words, meaning }) => find(words, 'understood', meaning)),
    ...unused.flatMap(({ words, reason }) => find(words, 'unused', reason)),
    ...corrections.flatMap(({ from, to }) => find(from, 'corrected', `Read as "${to}"`)),
    ...unknown.flatMap((words) => find(words, 'unknown', 'The built-in engine does not know this word')),
  ]
  return { spans: withoutOverlap(spans), summary, unknown, warnings: notes }
}

interface Reading {
  readonly summary: string
  readonly understood: readonly { readonly words: string; readonly meaning: string }[]
  readonly unknown: readonly string[]
  readonly unused?: readonly { readonly words: string; readonly reason: string }[]
  readonly corrections?: readonly { readonly from: string; readonly to: string }[]
  readonly notes?: readonly string[]
}

/** Where a phrase of the reading stands in the prompt: between its words anything but letters and digits. */
function placesOf(prompt: string, words: string, kind: string, message?: string): ReadSpan[] {
  const parts = words.split(' ').map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${parts.join('[^\\p{L}\\p{N},;.]+')}(?![\\p{L}\\p{N}])`, 'giu')
  return [...prompt.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind,
    ...(message === undefined ? {} : { message }),
  }))
}

/** The first that claims a place keeps it. */
function withoutOverlap(spans: readonly ReadSpan[]): ReadSpan[] {
  const kept: ReadSpan[] = []
  for (const span of spans) {
    if (kept.every(({ start, end }) => span.end <= start || span.start >= end)) kept.push(span)
  }
  return kept.sort((a, b) => a.start - b.start)
}

function messageOf(span: ReturnType<typeof promptSpans>[number]): { message?: string } {
  switch (span.kind) {
    case 'weight':
      return { message: `Counts ${Number(span.weight.toFixed(3))} times` }
    case 'lora':
      return { message: `LoRA ${span.name} at ${span.unet}` }
    case 'wildcard':
      return { message: `A line of the list ${span.name}` }
    case 'choice':
      return { message: 'One of these, chosen by the seed' }
    case 'schedule':
      return { message: 'Changes at a step' }
    case 'alternation':
      return { message: 'Takes turns from step to step' }
    case 'break':
      return { message: 'Begins a new chunk of tokens' }
    case 'error':
      return { message: span.hint === undefined ? span.message : `${span.message}. ${span.hint}` }
    default:
      return span satisfies never
  }
}
