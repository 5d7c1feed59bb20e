import { weighText } from './weigh-text.ts'

/**
 * The words of a ComfyUI encoder in the prompt language of this workspace. ComfyUI knows weights only: what means more here
 * (`[a]`, choices, wildcards, tags, BREAK, AND) is written so that it stays words.
 */
function promptOfComfyText(text: string): string {
  return weighText(text)
    .map(({ text: piece, weight }) => (weight === 1 ? plainWords(piece) : `(${plainWords(piece)}:${round(weight)})`))
    .join('')
}

/** Whether words are weighted: the same weight counts in another way than the prompt language's own. */
export function hasWeights(text: string): boolean {
  return weighText(text).some(({ weight }) => weight !== 1)
}

/** Texts that are encoded apart and laid one behind the other. */
export function joinTexts(texts: readonly string[]): string {
  // Brackets around nothing: no words at all, where an empty prompt would be taken for a forgotten one.
  return texts.map(promptOfComfyText).join(' BREAK ').trim() || '()'
}

function plainWords(text: string): string {
  return (
    text
      .replace(/[\\()[\]{}]/g, '\\$&')
      .replace(/__/g, '\\__')
      // `<lora:…>` and other tags; the text encoder never sees the backslash.
      .replace(/<(?=\w+:[^<>]+>)/g, '<\\')
      // The encoders read small letters only, so nothing is lost.
      .replace(/(?<![\p{L}\p{N}_])(?:BREAK|AND)(?![\p{L}\p{N}_])/gu, (word) => word.toLowerCase())
  )
}

/** 1.1 · 1.1 is 1.2100000000000002. */
function round(weight: number): number {
  return Number(weight.toFixed(6))
}
