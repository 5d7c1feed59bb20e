import { createHash } from 'node:crypto'

interface Hashed {
  readonly path: string
  readonly role: string
  readonly sha256: string
}

/**
 * What names the exact weights of a model: the SHA-256 of its weights file; of several, the SHA-256 over one line
 * '<sha256>  <path>' for each, in the order of their paths (what `sha256sum` prints).
 */
export function modelHash(files: readonly Hashed[]): string {
  const weights = files.filter((file) => file.role === 'weights')
  const counted = weights.length > 0 ? weights : files
  const [only] = counted
  if (counted.length === 1 && only !== undefined) return only.sha256
  const lines = counted.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ sha256, path }) => `${sha256}  ${path}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}
