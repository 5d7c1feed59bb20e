import type { HashName } from '../hash-file.ts'

/** A file at a server. */
export interface RemoteFile {
  readonly url: string
  /** Its path within the model, with forward slashes; also how messages name it. */
  readonly name: string
  readonly role: string
  readonly sizeBytes?: number
  /** What is known of its bytes beforehand; the first one is checked. */
  readonly hashes: Partial<Readonly<Record<HashName, string>>>
  readonly gatePage?: string
}
