import { WorkspaceError } from '../../../base/error.ts'
import { applyMerges, type MergeTable } from './apply-merges.ts'
import { byteAlphabet } from './byte-alphabet.ts'
import { cleanText } from './clean-text.ts'

/** What a CLIP tokenizer is made of. */
export interface ClipVocabulary {
  /** `left right` for each merge, best first; `</w>` ends a word. */
  readonly merges: readonly string[]
  /** Token → id where a file states them; absent: the ids of openai/CLIP, which follow from the merges. */
  readonly ids?: ReadonlyMap<string, number>
  /** The token that fills up to 77 where a file states it. */
  readonly padToken?: string
}

/** Turns text into the token ids of CLIP's text encoders. */
export interface ClipTokenizer {
  readonly vocabularySize: number
  readonly bosId: number
  readonly eosId: number
  /** Fills up to 77 after the end token: the end token itself for CLIP-L, 0 for OpenCLIP (SD 2, SDXL's second encoder). */
  readonly padId: number
  /** The id of a comma that is a word, where long prompts like to break; undefined in a vocabulary without it. */
  readonly commaId: number | undefined
  /** The ids of a text without begin and end; any length. */
  encode(text: string): number[]
}

/** Words remembered per tokenizer: some 3 MB when full, then it starts anew. */
const mostCachedWords = 20_000
const longestCachedWord = 64

// Apostrophe endings, letters, single digits, the rest (`SimpleTokenizer.pat`); the text is lower case already.
const wordPattern = /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu

/**
 * The byte-pair tokenizer of CLIP (openai/CLIP, clip/simple_tokenizer.py), for all its text encoders: ViT-L and OpenCLIP's
 * ViT-H and bigG share the vocabulary and differ in `pad`. Throws `corrupt-file` for merges that do not fit together.
 */
export function createClipTokenizer(vocabulary: ClipVocabulary, { pad }: { pad?: 'end' | 'zero' } = {}): ClipTokenizer {
  const { characters, idOfByte } = byteAlphabet()
  const { tokens, table } = buildMerges(vocabulary.merges, characters)
  const idOf = vocabulary.ids ?? new Map(tokens.map((token, id) => [token, id]))
  const outputIds = tokens.map((token) => requireId(idOf, token))
  const bosId = requireId(idOf, '<|startoftext|>')
  const eosId = requireId(idOf, '<|endoftext|>')
  const padId = pad === undefined ? (idOf.get(vocabulary.padToken ?? '') ?? eosId) : pad === 'zero' ? 0 : eosId
  const cache = new Map<string, readonly number[]>()

  const encodeWord = (word: string): readonly number[] => {
    const known = cache.get(word)
    if (known !== undefined) return known
    const symbols = Array.from(Buffer.from(word, 'utf8'), (byte) => idOfByte[byte]!)
    // The second 256 ids are the bytes that end a word.
    symbols[symbols.length - 1]! += 256
    const ids = applyMerges(symbols, table).map((symbol) => outputIds[symbol]!)
    if (word.length <= longestCachedWord) {
      if (cache.size >= mostCachedWords) cache.clear()
      cache.set(word, ids)
    }
    return ids
  }

  return {
    vocabularySize: vocabulary.ids?.size ?? tokens.length,
    bosId,
    eosId,
    padId,
    commaId: idOf.get(',</w>'),
    encode(text) {
      const ids: number[] = []
      for (const [word] of cleanText(text).matchAll(wordPattern)) {
        if (word === '<|startoftext|>') ids.push(bosId)
        else if (word === '<|endoftext|>') ids.push(eosId)
        else for (const id of encodeWord(word)) ids.push(id)
      }
      return ids
    },
  }
}

/** The tokens in the order of openai/CLIP's ids, and the merges over their places in it. */
function buildMerges(
  merges: readonly string[],
  characters: readonly string[],
): { readonly tokens: readonly string[]; readonly table: MergeTable } {
  const tokens = [...characters, ...characters.map((character) => `${character}</w>`)]
  const symbolOf = new Map(tokens.map((token, symbol) => [token, symbol]))
  const ranks = new Map<number, number>()
  const merged: number[] = []
  for (const [rank, line] of merges.entries()) {
    const [left = '', right = '', ...more] = line.split(' ')
    const pair = [symbolOf.get(left), symbolOf.get(right)]
    if (pair[0] === undefined || pair[1] === undefined || more.length > 0 || tokens.length > 65_000) {
      throw new WorkspaceError(
        'corrupt-file',
        `The tokenizer's merge ${rank + 1}, "${line}", joins no two known tokens.`,
        {
          hint: 'Get the vocabulary file again from where it came.',
        },
      )
    }
    const token = left + right
    if (!symbolOf.has(token)) symbolOf.set(token, tokens.push(token) - 1)
    merged.push(symbolOf.get(token)!)
    const key = pair[0] * 65536 + pair[1]
    if (!ranks.has(key)) ranks.set(key, rank)
  }
  tokens.push('<|startoftext|>', '<|endoftext|>')
  return { tokens, table: { ranks, merged } }
}

function requireId(ids: ReadonlyMap<string, number>, token: string): number {
  const id = ids.get(token)
  if (id !== undefined) return id
  throw new WorkspaceError('corrupt-file', `The tokenizer's vocabulary has no id for the token "${token}".`, {
    hint: 'Get the vocabulary file again from where it came.',
  })
}
