/** The words of a text as names have them: small letters and numbers of any script. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      // Accents of Latin letters alone: in other scripts a mark makes another letter (й, が) or is the vowel (हि).
      .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
      .normalize('NFC')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}

/** A name for files and folders out of what a person typed: 'Café, by the sea' → 'cafe-by-the-sea'; '' where there is no letter or number in it. */
export function slugify(text: string): string {
  return cut(wordsOf(text).join('-'), 120).replace(/-+$/, '')
}

/** The beginning of a text, of at most `length` UTF-16 units, without half a character at its end. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
