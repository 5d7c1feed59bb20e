import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import type { ClipVocabulary } from './clip-tokenizer.ts'

/** openai/CLIP takes 49,152 tokens less 256 bytes and two special ones off its longer list. */
const clipMergeCount = 49_152 - 256 - 2

const vocabularySchema = z.record(z.string(), z.int().nonnegative())
const tokenizerSchema = z.object({
  model: z.object({
    vocab: vocabularySchema,
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
    end_of_word_suffix: z.literal('</w>'),
  }),
  added_tokens: z.array(z.object({ id: z.int().nonnegative(), content: z.string() })).optional(),
})
const padTokenSchema = z.object({ pad_token: z.union([z.string(), z.object({ content: z.string() })]) })

/** The merges of a `merges.txt` or of openai/CLIP's list: a line of version, then `left right` on each. */
export function parseMerges(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const first = lines[0]?.includes('#version') === true ? 1 : 0
  return lines.slice(first, first + clipMergeCount).filter((line) => line !== '')
}

/** The two files of a transformers tokenizer: `vocab.json` and `merges.txt`. */
export function parseVocabularyFiles(vocabulary: string, merges: string): ClipVocabulary {
  const ids = parse(vocabularySchema, vocabulary, 'vocab.json')
  return { merges: parseMerges(merges), ids: new Map(Object.entries(ids)) }
}

/** A `tokenizer.json` of the tokenizers library. */
export function parseTokenizerJson(text: string): ClipVocabulary {
  const { model, added_tokens } = parse(tokenizerSchema, text, 'tokenizer.json')
  const ids = new Map(Object.entries(model.vocab))
  for (const { id, content } of added_tokens ?? []) ids.set(content, id)
  return { merges: model.merges.map((merge) => (typeof merge === 'string' ? merge : merge.join(' '))), ids }
}

/** The padding token that a `special_tokens_map.json` or `tokenizer_config.json` states. */
export function parsePadToken(text: string): string | undefined {
  try {
    const { pad_token } = padTokenSchema.parse(JSON.parse(text))
    return typeof pad_token === 'string' ? pad_token : pad_token.content
  } catch {
    // These files hold much else and may leave it out.
    return undefined
  }
}

function parse<T>(schema: z.ZodType<T>, text: string, name: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? `at ${cause.issues[0]?.path.join('.') || 'its root'}` : 'no JSON'
    throw new WorkspaceError('corrupt-file', `The tokenizer file ${name} is not of a CLIP tokenizer (${reason}).`, {
      hint: 'Get it again from the repository of the model.',
      cause,
    })
  }
}
