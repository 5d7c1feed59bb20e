import { statSync } from 'node:fs'
import { type HashOptions, hashFile } from './hash-file.ts'
import type { InstalledFile, InstalledModel } from './installed-model.ts'

/** What reading a file again told: 'unknown' has no hash to hold it against. */
export interface VerifiedFile {
  readonly path: string
  readonly state: 'good' | 'changed' | 'missing' | 'unknown'
  readonly sha256?: string
}

/** Reads every file of a model anew and holds it against the hash in its manifest. Nothing kept is trusted. */
export async function verifyModel({ files }: InstalledModel, options: HashOptions = {}): Promise<VerifiedFile[]> {
  const verified: VerifiedFile[] = []
  for (const file of files) verified.push(await verifyFile(file, options))
  return verified
}

async function verifyFile(
  { path, sha256: stated, sizeBytes }: InstalledFile,
  options: HashOptions,
): Promise<VerifiedFile> {
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts === undefined) return { path, state: 'missing' }
  const { sha256 } = await hashFile(path, ['sha256'], options)
  if (stated === undefined) return { path, state: facts.size === sizeBytes ? 'unknown' : 'changed', sha256 }
  return { path, state: sha256 === stated ? 'good' : 'changed', sha256 }
}
