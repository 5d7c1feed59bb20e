import { WorkspaceError } from '../../../base/error.ts'

/** One picture of a prompt matrix: which of the options are in its prompt. */
export interface MatrixPrompt {
  readonly prompt: string
  readonly options: readonly boolean[]
}

/** 2¹⁰ pictures; an eleventh option is a typing mistake more often than a wish. */
const mostOptions = 10

/**
 * All combinations of a prompt matrix: `base|a|b` is base; base, a; base, b; base, a, b (scripts/prompt_matrix.py of
 * AUTOMATIC1111). A `|` inside brackets of any kind belongs to them.
 */
export function promptMatrix(
  prompt: string,
  { optionsFirst = false, separator = ', ' }: { optionsFirst?: boolean; separator?: string } = {},
): { readonly options: readonly string[]; readonly prompts: readonly MatrixPrompt[] } {
  const [base = '', ...rest] = splitTopLevel(prompt)
  if (rest.length > mostOptions) {
    throw new WorkspaceError(
      'bad-input',
      `A prompt matrix of ${rest.length} options makes ${2 ** rest.length} pictures; at most ${mostOptions} options are taken.`,
    )
  }
  const options = rest.map((option) => option.trim().replace(/^,+|,+$/g, ''))
  const prompts = Array.from({ length: 2 ** options.length }, (_, combination) => {
    const chosen = options.filter((_, i) => (combination >> i) & 1)
    return {
      prompt: (optionsFirst ? [...chosen, base] : [base, ...chosen]).join(separator),
      options: options.map((_, i) => ((combination >> i) & 1) === 1),
    }
  })
  return { options, prompts }
}

function splitTopLevel(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const [token] of text.matchAll(/\\.|[()[\]{}|]|[^\\()[\]{}|]+|\\/gs)) {
    if ('([{'.includes(token)) depth++
    else if (')]}'.includes(token)) depth = Math.max(0, depth - 1)
    if (token === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts
}
