/** The rows of a CSV text (RFC 4180): commas, and quotes around what holds commas, line breaks or doubled quotes. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (quoted) {
      if (character !== '"') field += character
      else if (text[i + 1] === '"') field += text[++i]
      else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',' || character === '\n') {
      rows.at(-1)!.push(field.replace(/\r$/, ''))
      field = ''
      if (character === '\n') rows.push([])
    } else field += character
  }
  rows.at(-1)!.push(field)
  return rows.filter((row) => row.some((each) => each !== ''))
}
