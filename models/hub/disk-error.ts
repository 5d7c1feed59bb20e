import { WorkspaceError } from '../../base/error.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  EIO: 'the disk reports an error',
  ENOTDIR: 'a part of the path is a file, not a folder',
}

/** What the file system says of a full, read-only or failing disk as one sentence; anything else comes back as it is. */
export function explainDiskError(path: string, error: unknown): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException | undefined)?.code ?? '']
  if (error instanceof WorkspaceError || reason === undefined) return error
  return new WorkspaceError('storage-failed', `Cannot write ${path}: ${reason}.`, {
    hint: 'What has arrived is kept. Free space, or put the workspace elsewhere with AI_WORKSPACE_HOME, then run the command again.',
    cause: error,
  })
}
