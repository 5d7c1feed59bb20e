/** The '@word' that is being written before the caret: what was typed of it, and where it begins. */
export interface Mention {
  readonly word: string
  readonly start: number
}

export function mentionAt(text: string, caret: number): Mention | undefined {
  // An address such as name@host is no mention: it begins a word.
  const found = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text.slice(0, caret))
  return found === null ? undefined : { word: found[1]!, start: caret - found[1]!.length - 1 }
}

/** The text with the mention completed, and where the caret goes. */
export function completeMention(
  text: string,
  { start, word }: Mention,
  name: string,
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, start)}@${name} `
  const after = text.slice(start + 1 + word.length).replace(/^ /, '')
  return { text: before + after, caret: before.length }
}
