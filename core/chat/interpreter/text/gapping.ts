import type { Word } from './split-words.ts'

const pairs =
  /^(?<verb>tag|label|rename|call|rate|name|mark|set|change) (?<a>.+?) (?<link>as|to|with) (?<x>[^,]+?) (?<sep>,|and|, and) (?<b>(?:the |my )?[\w-]+(?: [\w-]+){0,3}?) \k<link> .+$/

/** 'give the first 3 stars and the second 5' */
const marks =
  /^(?:give|rate) (?:the|my) [^,]+? (?:an? )?[0-5](?: stars?)?(?: ,)? (?:and|,) (?=(?:the|my) [^,]+ [0-5](?: stars?)?$)/

/** 'tag the robot as hero, the statue as prop': the verb that the second part leaves out is put in. */
export function fillGap(words: readonly Word[]): Word[] {
  const start = words.findIndex(({ text }) => /^(?:tag|label|rename|call|rate|name|mark|set|change|give)$/.test(text))
  if (start < 0 || start > 4) return [...words]
  const said = words
    .slice(start)
    .map(({ text }) => text)
    .join(' ')
  const marked = marks.exec(said)
  if (marked !== null) {
    const at = start + marked[0].trim().split(' ').length
    const place = words[at]!
    return [
      ...words.slice(0, at),
      { text: 'rate', kind: 'word', start: place.start, end: place.start },
      ...words.slice(at),
    ]
  }
  const match = pairs.exec(said)
  if (
    match === null ||
    /^(?:tag|label|rename|call|rate|name|mark|set|change|make|generate|create|draw|paint|delete|export) /.test(
      match.groups!['b']!,
    )
  )
    return [...words]
  const { verb, a, link, x, sep } = match.groups as Record<string, string>
  const at = start + `${verb} ${a} ${link} ${x} ${sep}`.split(' ').length
  const place = words[at]!
  return [
    ...words.slice(0, at),
    { text: verb!, kind: 'word', start: place.start, end: place.start },
    ...words.slice(at),
  ]
}
