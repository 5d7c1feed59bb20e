/** A prompt that was sent. */
export interface PastPrompt {
  readonly prompt: string
  readonly negativePrompt: string
}

/** Words the user kept under a name; `{prompt}` in them stands for the prompt they are laid on. */
export interface PromptStyle extends PastPrompt {
  readonly name: string
}

/** What a person scrolls back through by hand. */
const longestHistory = 100

/** The history with the newest prompt first, each only once. */
export function remember(history: readonly PastPrompt[], entry: PastPrompt): PastPrompt[] {
  const same = (other: PastPrompt) =>
    other.prompt.trim() === entry.prompt.trim() && other.negativePrompt.trim() === entry.negativePrompt.trim()
  return [entry, ...history.filter((other) => !same(other))].slice(0, longestHistory)
}

/** The prompts with a style laid on them, as A1111 does it: in place of `{prompt}`, or after a comma. */
export function applyStyle(words: PastPrompt, style: PromptStyle): PastPrompt {
  return {
    prompt: join(words.prompt, style.prompt),
    negativePrompt: join(words.negativePrompt, style.negativePrompt),
  }
}

function join(words: string, style: string): string {
  if (style.includes('{prompt}')) return style.replaceAll('{prompt}', words.trim())
  return [words.trim(), style.trim()].filter((part) => part !== '').join(', ')
}
