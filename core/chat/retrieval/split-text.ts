/** Characters of a part: a paragraph or two, so that what is found is short enough to be read as a whole. */
const aimed = 700

/** A text in parts of whole lines, at blank lines where it can be. */
export function splitText(text: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const line of text.split('\n')) {
    const full = part.length + line.length > aimed
    if ((full || (line.trim() === '' && part.length > aimed / 2)) && part.trim() !== '') {
      parts.push(part.trim())
      part = ''
    }
    // A line that is too long by itself is cut.
    for (let from = 0; from < Math.max(1, line.length); from += aimed) part += `${line.slice(from, from + aimed)}\n`
  }
  if (part.trim() !== '') parts.push(part.trim())
  return parts
}
