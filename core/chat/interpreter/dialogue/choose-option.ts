import type { Option } from '../frames/frame.ts'

const places = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth']

/** Which of the options an answer means: by place, name or words of the name; undefined when none. */
export function chooseOption(text: string, options: readonly Option[]): readonly Option[] | undefined {
  if (options.length === 0) return undefined
  if (/ (?:both|all|every|everything|each) /.test(text)) return options
  const picked = options.filter((_, i) =>
    new RegExp(` (?:${places[i]}|${i + 1}(?:st|nd|rd|th)|#?${i + 1}) `).test(text),
  )
  if (picked.length > 0) return picked
  if (/ (?:last|oldest|bottom) /.test(text)) return options.slice(-1)
  if (/ (?:newest|latest|top|most recent) /.test(text)) return options.slice(0, 1)
  const words = text
    .split(' ')
    .filter(
      (word) =>
        word.length > 1 &&
        !/^(?:the|one|with|of|an?|it|that|this|image|picture|please|texture|mesh|yes|use|take)$/.test(word),
    )
  const scored = options.map((option) => {
    const label = ` ${option.label} ${option.id} `.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    return { option, score: words.filter((word) => label.includes(` ${word.replaceAll(/[-_]/g, ' ')} `)).length }
  })
  const best = Math.max(...scored.map(({ score }) => score))
  return best === 0 ? undefined : [scored.find(({ score }) => score === best)!.option]
}
