import { WorkspaceError } from '../../../base/error.ts'

/** Something of a prompt that cannot be done, and where it stands: `start` and `end` count UTF-16 units from 0. */
export interface PromptProblem {
  readonly start: number
  readonly end: number
  /** A sentence without its full stop; the place is added to it. */
  readonly message: string
  readonly hint?: string
}

/** The problem as the error a person reads: one sentence with the place, characters counted from 1. */
export function promptError({ start, message, hint }: PromptProblem): WorkspaceError {
  return new WorkspaceError(
    'bad-input',
    `${message} (at character ${start + 1} of the prompt).`,
    hint === undefined ? {} : { hint },
  )
}
