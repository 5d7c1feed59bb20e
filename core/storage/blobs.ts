import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '../../base/project.ts'
import { writeFileWhole } from './files.ts'
import { sha256 } from './record.ts'

/** Earlier contents of a project's text files lie in its folder `history/`, named by their SHA-256, so that undo can bring them back. */
function blobPath(project: Project, hash: string): string {
  return join(project.folder, 'history', hash)
}

/** Keeps bytes; answers with their SHA-256. */
export function keepBlob(project: Project, bytes: Uint8Array): string {
  const hash = sha256(bytes)
  const path = blobPath(project, hash)
  if (!existsSync(path)) writeFileWhole(path, bytes)
  return hash
}

/** What was kept; undefined where it is gone or not what it was. */
export function readBlob(project: Project, hash: string): Uint8Array | undefined {
  const path = blobPath(project, hash)
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  return sha256(bytes) === hash ? bytes : undefined
}
