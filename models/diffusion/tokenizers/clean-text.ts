import { decodeHTML } from 'entities'

/**
 * Text as CLIP's tokenizer sees it: look-alike characters made plain, HTML entities resolved twice, runs of white space made
 * one space, lower case (`basic_clean` and `whitespace_clean` of openai/CLIP, clip/simple_tokenizer.py).
 */
export function cleanText(text: string): string {
  const plain = plainCharacters(text)
  const resolved = plain.includes('&') ? decodeHTML(decodeHTML(plain)) : plain
  return resolved.trim().replace(/\s+/g, ' ').trim().toLowerCase()
}

/**
 * What the library ftfy (its `fix_text` with default settings) does to single characters: straight quotes, ligatures and
 * full-width letters taken apart, control characters dropped, NFC. Not done: its guess that a text was decoded with the wrong
 * alphabet ("schÃ¶n").
 */
function plainCharacters(text: string): string {
  // Most prompts are printable ASCII, of which nothing changes.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text
  return (
    text
      .replace(/[\x80-\x9f]/g, (character) => windows1252.decode(Uint8Array.of(character.charCodeAt(0))))
      .replace(/[ĲĳŉǄ-ǌǱ-ǳﬀ-ﬆ]/g, (ligature) => ligatures[ligature] ?? ligature)
      .replace(/[\u3000\uff01-\uffef]/g, (wide) => wide.normalize('NFKC'))
      .replace(/[\u02bc\u2018-\u201b]/g, "'")
      .replace(/[\u201c-\u201f]/g, '"')
      .replace(/\r\n|[\r\u2028\u2029\x85]/g, '\n')
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours and control characters are what is dropped.
      .replace(/\x1b\[[\d;]*[a-zA-Z]|[\x00-\x08\x0b\x0e-\x1f\x7f\u206a-\u206f\ufeff\ufff9-\ufffc]/g, '')
      .normalize('NFC')
  )
}

const windows1252 = new TextDecoder('windows-1252')

/** NFKC does the same but for U+FB05, which ftfy takes apart only in part. */
const ligatures: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ĲĳŉǄǅǆǇǈǉǊǋǌǱǲǳﬀﬁﬂﬃﬄﬅﬆ'].map((ligature) => [ligature, ligature === 'ﬅ' ? 'ſt' : ligature.normalize('NFKC')]),
)
