import { statfs } from 'node:fs/promises'
import { WorkspaceError } from '../../../base/error.ts'

/** Left alone, so that the system and the database keep working on the same disk. */
const RESERVE_BYTES = 256e6

/** Fails before anything is written when `neededBytes` more do not fit on the disk of `folder`. */
export async function ensureFreeSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (neededBytes <= 0 || free >= neededBytes + RESERVE_BYTES) return
  throw new WorkspaceError(
    'storage-failed',
    `There is not enough room: ${shown(neededBytes)} are to come and ${shown(RESERVE_BYTES)} must stay free, but ${shown(free)} are free at ${folder}.`,
    {
      hint: 'Free space (ai-workspace models prune shows what could go), or move the workspace with AI_WORKSPACE_HOME.',
    },
  )
}

function shown(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
