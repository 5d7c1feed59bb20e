import { WorkspaceError } from '../../base/error.ts'

/** Runs a file operation and says what its failure means. Errors: `not-found`, `bad-input` (no right to read), `storage-failed`. */
export async function explainFileErrors<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new WorkspaceError('not-found', `There is no file ${path}.`, { cause: error })
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new WorkspaceError('bad-input', `${path} may not be read by this user.`, {
        hint: `Give yourself the right to read it: chmod u+r "${path}"`,
        cause: error,
      })
    }
    if (code === undefined) throw error
    throw new WorkspaceError('storage-failed', `Reading ${path} failed (${code}).`, { cause: error })
  }
}
