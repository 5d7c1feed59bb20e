import { type ClipTokenizer, createClipTokenizer } from '../../models/diffusion/tokenizers/clip-tokenizer.ts'
import { defaultClipVocabulary } from '../../models/diffusion/tokenizers/default-clip-vocabulary.ts'

let tokenizer: ClipTokenizer | undefined

/** CLIP's tokenizer, made when first asked for: its vocabulary takes some 100 ms to read and holds for the process. */
export function clipTokenizer(): ClipTokenizer {
  tokenizer ??= createClipTokenizer(defaultClipVocabulary())
  return tokenizer
}
