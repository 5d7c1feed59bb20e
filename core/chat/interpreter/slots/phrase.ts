import { splitWords } from '../text/split-words.ts'

/** A name as a pattern over a clause's text: 'DPM++ 2M' is written there 'dpm + + 2m'. */
export function phrasePattern(name: string): string {
  return splitWords(name.replaceAll(/[-_]/g, ' '))
    .map(({ text }) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[ -]?')
}
