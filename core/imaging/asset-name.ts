import { cut, wordsOf } from '../../base/slug.ts'

/** As long as a file name is comfortable. */
const longest = 48

/**
 * A readable asset name out of a prompt: its first words, without the tags and numbers of its syntax (`<lora:ink:0.8>`,
 * `(cat:1.3)`), which are no words.
 */
export function assetName(text: string, fallback = 'image'): string {
  const words = wordsOf(text.replace(/<[a-z]+:[^>]*>/gi, ' ').replace(/:\s*-?[\d.]+(?=\s*[)\]])/g, ' '))
  let name = ''
  for (const word of words) {
    if (name.length + word.length > longest) break
    name += name === '' ? word : `-${word}`
  }
  return name === '' ? cut(words[0] ?? fallback, longest) : name
}
