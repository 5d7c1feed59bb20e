import type { Word } from './split-words.ts'

const several =
  /^(?<noun>texture|material|image|picture|drawing|painting|photo|render|mesh|model|icon|illustration)(?:s|es)$/

/** 'two textures: one of sand and one of ice' says of each what it is: 'a texture of sand and a texture of ice'. */
export function distribute(words: readonly Word[]): Word[] {
  const at = words.findIndex(
    ({ text }, i) =>
      several.test(text) &&
      words[i - 1]?.kind === 'number' &&
      /^[:,(]$/.test(words[i + 1]?.text ?? '') &&
      /^(?:one|1|an?)$/.test(words[i + 2]?.text ?? ''),
  )
  if (at < 0) return [...words]
  const noun = several.exec(words[at]!.text)!.groups!['noun']!
  const result = words.slice(0, at - 1)
  for (let i = at + 2; i < words.length; i++) {
    const word = words[i]!
    const before = words[i - 1]?.text ?? ''
    const opens = /^(?:one|1|the other|an?)$/.test(word.text) && /^[:,(]$|^and$|^or$/.test(before)
    const link = words[i + 1]?.text ?? ''
    if (!opens || (/^an?$/.test(word.text) && /^(?:and|or)$/.test(before) && link === noun)) {
      if (word.text !== ')') result.push(word)
      continue
    }
    result.push({ ...word, text: 'a', start: word.start, end: word.start }, { ...word, text: noun, end: word.start })
    if (!/^(?:of|showing|with|for|in|from)$/.test(link)) result.push({ ...word, text: 'of', end: word.start })
  }
  return result
}
