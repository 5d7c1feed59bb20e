import type { Word } from './split-words.ts'

const tiles =
  / (?:make|makes|making|have|let|get|want|turn|so|it|that|which|should|must|does|not|to) (?:(?:the|this|that|my|it|them|these|those|both|\S+-\S+)(?: [\w-]+){0,3} )?(?<v>tiles?|repeats?)(?= (?:only|just|horizontally|vertically|in|along|nicely|properly|well|perfectly|cleanly|correctly|without|on|please|,|\.|and|!|\?|;)| $)/

/** 'make the robot picture tile': the verb is read as 'seamless', the tile of a roof stays one. */
export function tileAsVerb(words: readonly Word[]): readonly Word[] {
  const text = ` ${words.map((word) => word.text).join(' ')} `
  const match = tiles.exec(text)
  if (match === null || / (?:an?|some|roof|floor|wall|bathroom|ceramic|terracotta|stone|new) tiles?$/.test(match[0]))
    return words
  const at =
    text
      .slice(0, match.index + match[0].length)
      .trim()
      .split(' ').length - 1
  return words.map((word, i) => (i === at ? { ...word, text: 'seamless' } : word))
}
