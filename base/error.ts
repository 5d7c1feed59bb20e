/**
 * Every code an error of the workspace can carry, with the exit code of the CLI for it and what it means.
 * Documented in docs/errors.md, which a test holds against this table.
 */
export const errorCodes = {
  'bad-input': { exitCode: 2, meaning: 'A value, flag or file that was given does not fit; nothing was done.' },
  'not-found': { exitCode: 3, meaning: 'The project, asset, job, node or model that was named does not exist.' },
  'no-model': { exitCode: 4, meaning: 'No installed model can do what was asked.' },
  'out-of-memory': {
    exitCode: 5,
    meaning: 'A model or picture does not fit into the memory budget; the engine lives and nothing is lost.',
  },
  'storage-failed': { exitCode: 6, meaning: 'The disk is full, read-only or failed; what was finished is kept.' },
  'corrupt-file': { exitCode: 7, meaning: 'A file is damaged or not of the kind it claims to be.' },
  'engine-crashed': {
    exitCode: 8,
    meaning: 'The engine process ended in the middle of a job; finished steps are kept.',
  },
  'quality-failed': { exitCode: 9, meaning: 'No try reached the quality that was demanded; the best one is kept.' },
  'config-invalid': { exitCode: 10, meaning: 'The configuration file or an environment variable is wrong.' },
  'outside-program': { exitCode: 11, meaning: 'A program outside the workspace (Blender …) is missing or failed.' },
  network: { exitCode: 12, meaning: 'A server could not be reached or failed, or offline mode forbids asking it.' },
  'access-denied': {
    exitCode: 13,
    meaning: 'A server wants a login, a token or an accepted licence before it gives the file.',
  },
  'context-full': {
    exitCode: 14,
    meaning: 'A conversation is longer than its language model can read; nothing of it is lost.',
  },
  cancelled: { exitCode: 130, meaning: 'The work was cancelled.' },
  internal: { exitCode: 1, meaning: 'A defect of the workspace itself; please report it.' },
} as const

export type ErrorCode = keyof typeof errorCodes

/** The one error class: what happened, a documented code, and what to do next. */
export class WorkspaceError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  override readonly name = 'WorkspaceError'

  constructor(code: ErrorCode, message: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
  }
}

/** An error as plain data: how it crosses a process, a database row or the network. */
export interface ErrorRecord {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
  readonly stack?: string
}

export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof WorkspaceError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.stack === undefined ? {} : { stack: error.stack }),
    }
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', message: 'Cancelled.' }
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? error.stack : undefined
  return { code: 'internal', message, ...(stack === undefined ? {} : { stack }) }
}

export function fromErrorRecord(record: ErrorRecord): WorkspaceError {
  const error = new WorkspaceError(record.code, record.message, record.hint === undefined ? {} : { hint: record.hint })
  if (record.stack !== undefined) error.stack = record.stack
  return error
}
