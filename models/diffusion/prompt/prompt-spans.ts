import { nearest } from '../../../base/nearest.ts'
import { checkPrompt } from './check-prompt.ts'
import { findChoices, type Wildcards } from './expand-wildcards.ts'
import { breakText, scanAttention } from './parse-attention.ts'
import { scanNetworks } from './scan-networks.ts'
import { findSchedules } from './schedule-text.ts'
import { maskText } from './traced-text.ts'

/** A stretch of a prompt that means something, for an editor to colour; places count UTF-16 units from 0. */
export type PromptSpan = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'weight'; readonly weight: number }
  | { readonly kind: 'lora'; readonly name: string; readonly unet: number; readonly textEncoder: number }
  | { readonly kind: 'schedule' | 'alternation' | 'choice' | 'break' }
  | { readonly kind: 'wildcard'; readonly name: string }
  | { readonly kind: 'error'; readonly message: string; readonly hint?: string }
)

/** The spans of a prompt as it is being typed, by their start. Nothing is chosen or changed, and it never throws. */
export function promptSpans(prompt: string, { wildcards }: { wildcards?: Wildcards } = {}): PromptSpan[] {
  const networks = scanNetworks(prompt)
  const words = maskText(prompt, networks.tags)
  const problems = checkPrompt(words)
  const spans: PromptSpan[] = [...problems, ...networks.problems].map(({ start, end, message, hint }) => ({
    kind: 'error',
    start,
    end,
    message,
    ...(hint === undefined ? {} : { hint }),
  }))
  for (const lora of networks.loras) spans.push({ kind: 'lora', ...lora })
  // Past these bounds the steps below may be slow or recurse too deep.
  if (problems.some(({ message }) => /characters|nested/.test(message))) return inOrder(spans)
  for (const { text, weight, start, end } of scanAttention(words)) {
    if (text === breakText) spans.push({ kind: 'break', start, end })
    else if (weight !== 1 && end > start) spans.push({ kind: 'weight', weight, start, end })
  }
  const choices = findChoices(prompt)
  for (const { kind, start, end } of findSchedules(maskText(words, choices))) spans.push({ kind, start, end })
  for (const { name, start, end } of choices) {
    if (name === undefined) spans.push({ kind: 'choice', start, end })
    else if (wildcards === undefined || name.includes('*') || wildcards.has(name)) {
      spans.push({ kind: 'wildcard', name, start, end })
    } else {
      const like = nearest(name, wildcards.keys())
      const hint = like.length === 0 ? {} : { hint: `Did you mean ${like.map((word) => `__${word}__`).join(', ')}?` }
      spans.push({ kind: 'error', start, end, message: `There is no list of words "${name}"`, ...hint })
    }
  }
  return inOrder(spans)
}

function inOrder(spans: readonly PromptSpan[]): PromptSpan[] {
  return spans.toSorted((a, b) => a.start - b.start || b.end - a.end)
}
