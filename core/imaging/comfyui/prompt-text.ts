/**
 * The words of a ComfyUI encoder in the prompt language of this workspace. ComfyUI knows weights `(a:1.2)` only: what means
 * more here (`[a]`, choices, wildcards, tags, BREAK, AND) is written so that it stays words.
 */
export function promptOfComfyText(text: string): string {
  return (
    text
      // A backslash means something before round brackets only.
      .replace(/\\(?![()])/g, '\\\\')
      .replace(/[[\]{}]/g, '\\$&')
      .replace(/__/g, '\\__')
      // `<lora:…>` and other tags; the text encoder never sees the backslash.
      .replace(/<(?=\w+:[^<>]+>)/g, '<\\')
      // The encoders read small letters only, so nothing is lost.
      .replace(/(?<![\p{L}\p{N}_])(?:BREAK|AND)(?![\p{L}\p{N}_])/gu, (word) => word.toLowerCase())
  )
}

/** Whether words are weighted: the same weight counts differently here and there. */
export function hasWeights(text: string): boolean {
  return /(?<!\\)\(/.test(text)
}

/** Texts that are encoded apart and laid one behind the other. */
export function joinTexts(texts: readonly string[]): string {
  // Brackets around nothing: no words at all, where an empty prompt would be taken for a forgotten one.
  return texts.map(promptOfComfyText).join(' BREAK ').trim() || '()'
}
