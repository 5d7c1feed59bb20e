import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { WorkspaceError } from '../../../base/error.ts'
import type { ClipVocabulary } from './clip-tokenizer.ts'
import { parseMerges, parsePadToken, parseTokenizerJson, parseVocabularyFiles } from './parse-clip-vocabulary.ts'

/** The largest tokenizer files are some 4 MB. */
const largestFileBytes = 64 * 1024 * 1024

/**
 * The vocabulary in a folder of diffusers or transformers (`vocab.json` and `merges.txt`, or `tokenizer.json`), or in a merge
 * list (`.txt`, `.txt.gz`). Throws `not-found` where there is none and `corrupt-file` where it cannot be read.
 */
export function loadClipVocabulary(place: string): ClipVocabulary {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (stats?.isFile() === true)
    return place.endsWith('.json') ? parseTokenizerJson(read(place)) : { merges: parseMerges(read(place)) }
  const file = (name: string) => path.join(place, name)
  const padToken = ['special_tokens_map.json', 'tokenizer_config.json']
    .filter((name) => existsSync(file(name)))
    .map((name) => parsePadToken(read(file(name))))
    .find((token) => token !== undefined)
  const pad = padToken === undefined ? {} : { padToken }
  if (existsSync(file('vocab.json')) && existsSync(file('merges.txt'))) {
    return { ...parseVocabularyFiles(read(file('vocab.json')), read(file('merges.txt'))), ...pad }
  }
  if (existsSync(file('tokenizer.json'))) return { ...parseTokenizerJson(read(file('tokenizer.json'))), ...pad }
  throw new WorkspaceError('not-found', `There is no CLIP tokenizer in ${place}.`, {
    hint: 'It needs vocab.json and merges.txt, or tokenizer.json.',
  })
}

function read(file: string): string {
  const bytes = readFileSync(file)
  if (bytes.length > largestFileBytes) {
    throw new WorkspaceError('corrupt-file', `${file} has ${bytes.length} bytes: too many for a tokenizer file.`)
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8')
  try {
    return gunzipSync(bytes, { maxOutputLength: largestFileBytes }).toString('utf8')
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', `${file} is damaged and cannot be unpacked.`, { cause })
  }
}
