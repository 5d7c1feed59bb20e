/**
 * A readable asset name out of a prompt: its first words, in ASCII, as long as a file name is comfortable; without the tags and
 * numbers of its syntax (`<lora:ink:0.8>`, `(cat:1.3)`), which are no words.
 */
export function assetName(text: string, fallback = 'image'): string {
  const words = text
    .replace(/<[a-z]+:[^>]*>/gi, ' ')
    .replace(/:\s*-?[\d.]+(?=\s*[)\]])/g, ' ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  let name = ''
  for (const word of words) {
    if (name.length + word.length > 48) break
    name += name === '' ? word : `-${word}`
  }
  return name === '' ? (words[0]?.slice(0, 48) ?? fallback) : name
}
