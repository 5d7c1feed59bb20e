import { colourWords } from '../../../../models/procedural/prompt/words/colours.ts'
import type { Clause } from '../text/clause.ts'

/** The colour a clause names, as '#rrggbb': a code, a pure colour for masks, or a word of the lexicon. */
export function colourOf(clause: Clause): string | undefined {
  const code = /(?<= )#(?<c>[0-9a-f]{6})(?= )/.exec(clause.text)?.groups?.['c']
  if (code !== undefined) return `#${code}`
  // In masks the plain words mean pure colours, as a green screen has them.
  const pure: Readonly<Record<string, string>> = {
    red: '#ff0000',
    green: '#00ff00',
    blue: '#0000ff',
    yellow: '#ffff00',
    magenta: '#ff00ff',
    cyan: '#00ffff',
  }
  for (const word of clause.text.trim().split(' ')) {
    const hex = pure[word] ?? colourWords[word]
    if (hex !== undefined) return hex
  }
  return undefined
}
