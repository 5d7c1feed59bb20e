import { WorkspaceError } from '../../base/error.ts'
import { createRandom } from '../../models/procedural/random.ts'
import { mutate } from './mutate.ts'
import type { FuzzParser } from './parsers.ts'

export type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly why: string }

/** A message is for people: longer ones repeat the file. */
const MOST_MESSAGE_CHARACTERS = 2_000

/** The input of one case, the same for the same seed and number on every machine. */
export function caseBytes(parser: FuzzParser, seed: number, index: number): Uint8Array {
  const random = createRandom(`${seed}/${index}`)
  return mutate(random.pick(parser.seeds()), random)
}

/** Parses one input. Anything but an answer or a clear WorkspaceError is a failure. */
export async function runCase(parser: FuzzParser, bytes: Uint8Array): Promise<Outcome> {
  try {
    await parser.parse(bytes)
    return { kind: 'accepted' }
  } catch (error) {
    if (!(error instanceof WorkspaceError)) {
      return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
    const { code, message } = error
    if (code !== 'corrupt-file' && code !== 'bad-input') return { kind: 'failed', why: `code ${code}: ${message}` }
    if (message.length > MOST_MESSAGE_CHARACTERS)
      return { kind: 'failed', why: `a message of ${message.length} characters` }
    if (!/^\S.*\.$/s.test(message)) return { kind: 'failed', why: `no sentence: ${message}` }
    return { kind: 'refused', message }
  }
}
