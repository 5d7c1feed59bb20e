import { dirname } from 'node:path'
import type { Weights } from '../../../base/model.ts'
import type { ClipVocabulary } from '../tokenizers/clip-tokenizer.ts'
import { defaultClipVocabulary } from '../tokenizers/default-clip-vocabulary.ts'
import { loadClipVocabulary } from '../tokenizers/load-clip-vocabulary.ts'

/** The vocabulary that came with a model (a diffusers folder, a companion), else CLIP's own, which all of them use. */
export function clipVocabularyOf({ files }: Pick<Weights, 'files'>): ClipVocabulary {
  const own = files.find(({ role, path }) => role === 'tokenizer' && /(vocab\.json|tokenizer\.json|\.gz)$/.test(path))
  if (own === undefined) return defaultClipVocabulary()
  return loadClipVocabulary(own.path.endsWith('vocab.json') ? dirname(own.path) : own.path)
}
