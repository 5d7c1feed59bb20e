import type { TurnTool } from '../load-tools.ts'

/** So many tools stand in a prompt beside those that were called last: a small model loses its way among more. */
const mostTools = 10

/** Offered whatever was said: most requests are one of these, or begin with it. */
const always = new Set(['image_generate', 'texture_generate', 'assets_find'])

/** The tools that matter for what is being asked: by its words, and those of the last calls. */
export function selectTools(
  tools: readonly TurnTool[],
  { text, lastCalls }: { readonly text: string; readonly lastCalls: readonly string[] },
): TurnTool[] {
  const scored = scoreTools(tools, text)
  const chosen = new Set(lastCalls.slice(-3))
  for (const name of always) chosen.add(name)
  for (const { tool, score } of scored) {
    if (score <= 0 || chosen.size >= mostTools) break
    chosen.add(tool.name)
  }
  return tools.filter(({ name }) => chosen.has(name))
}

/** How well each tool fits some words, the best first. A word that many tools share says little. */
export function scoreTools(
  tools: readonly TurnTool[],
  text: string,
): { readonly tool: TurnTool; readonly score: number }[] {
  const asked = new Set(stems(text))
  const bags = tools.map((tool) => ({
    tool,
    strong: new Set(stems(`${tool.name.replaceAll('_', ' ')} ${tool.words}`)),
    weak: new Set(stems(tool.summary)),
  }))
  const sharedBy = (word: string) => bags.filter(({ strong, weak }) => strong.has(word) || weak.has(word)).length
  const weights = new Map([...asked].map((word) => [word, Math.log(1 + bags.length / Math.max(1, sharedBy(word)))]))
  return bags
    .map(({ tool, strong, weak }) => {
      let score = 0
      for (const [word, weight] of weights) score += strong.has(word) ? weight : weak.has(word) ? weight / 2 : 0
      return { tool, score }
    })
    .sort((a, b) => b.score - a.score)
}

/** Whether the person's own words speak of a tool. */
export function speaksOf(tool: TurnTool, text: string): boolean {
  const asked = new Set(stems(text))
  return stems(`${tool.name.replaceAll('_', ' ')} ${tool.words}`).some((word) => asked.has(word))
}

/** Lower-case words without the usual endings of English; those that say nothing of what is wanted are left out. */
function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []
  return words
    .filter((word) => word.length > 1 && !empty.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, '') : word.replace(/s$/, '')))
}

const empty = new Set(
  'the an of to it in on at is are be me my we you your and or for with that this these those please can could would will just now then there here from by as so if do does did have has one some any also too into what which'.split(
    ' ',
  ),
)
