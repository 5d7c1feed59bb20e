import type { PromptProblem } from './prompt-problem.ts'

/** The longest prompt: some 400 chunks of 75 tokens, far past what any model follows. */
export const longestPrompt = 100_000
/** 1.1 to the 100th is 13,780: nesting past that is a mistake, and every later step may recurse. */
const deepestNesting = 100

const pattern = /\\.|[([]|:\s*([+-]?[.\d]+)\s*\)|[)\]]|(?<![\p{L}\p{N}_])AND(?![\p{L}\p{N}_])/gsu

/** What of a prompt cannot be done, read before anything is made of it: length, nesting, weights, `AND`. */
export function checkPrompt(text: string): PromptProblem[] {
  if (text.length > longestPrompt) {
    const message = `The prompt has ${text.length} characters; at most ${longestPrompt} are taken`
    return [{ start: longestPrompt, end: text.length, message }]
  }
  const problems: PromptProblem[] = []
  let round = 0
  let square = 0
  for (const match of text.matchAll(pattern)) {
    const [token, weight] = match
    const place = { start: match.index, end: match.index + token.length }
    if (token === 'AND') {
      problems.push({
        ...place,
        message: 'AND between prompts (composable diffusion) is not supported',
        hint: 'Write BREAK or a comma there, or a small "and" if the word is meant.',
      })
    } else if (token === '(') round++
    else if (token === '[') square++
    else if (token === ']') square = Math.max(0, square - 1)
    else if (token.endsWith(')') && !token.startsWith('\\')) {
      if (weight !== undefined && round > 0 && !Number.isFinite(Number(weight))) {
        problems.push({
          ...place,
          message: `The weight "${weight}" is not a number`,
          hint: 'Write it as in (words:1.2).',
        })
      }
      round = Math.max(0, round - 1)
    }
    if (round + square > deepestNesting) {
      problems.push({ ...place, message: `Brackets are nested more than ${deepestNesting} deep` })
      break
    }
  }
  return problems
}
