import { WorkspaceError } from '../../base/error.ts'

/** The error of a damaged weights file. `problem` is a clause with the numbers that disagree: 'its header ends at 900 and the file at 120'. */
export function cannotRead(path: string, problem: string, { hint = defaultHint }: { hint?: string } = {}) {
  return new WorkspaceError('corrupt-file', `${path} is damaged or no weights file: ${problem}.`, { hint })
}

const defaultHint = 'Download it again and compare its size or sha256 with what its source states.'
