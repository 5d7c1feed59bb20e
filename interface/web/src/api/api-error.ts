import type { ErrorCode, ErrorRecord } from '../../../../base/error.ts'
import type { Issue } from './wire.ts'

/** What the server answered instead of a result, or why it could not be asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** A code of base/error.ts; `unreachable` when no answer came at all. */
  readonly code: ErrorCode | 'unreachable'
  readonly hint: string | undefined
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** Which fields of the input are wrong, and how. */
  readonly issues: readonly Issue[]

  constructor(
    code: ErrorCode | 'unreachable',
    message: string,
    {
      hint,
      status = 0,
      issues = [],
      cause,
    }: { hint?: string | undefined; status?: number; issues?: readonly Issue[]; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.status = status
    this.issues = issues
  }
}

/** Whatever was thrown as an ApiError: defects of the studio itself become `internal`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  // The error of a job is plain data with the same words.
  if (isErrorRecord(error)) return new ApiError(error.code, error.message, { hint: error.hint })
  const message = error instanceof Error ? error.message : String(error)
  return new ApiError('internal', message, { hint: 'This is a defect of the studio. Reload the page and try again.' })
}

function isErrorRecord(error: unknown): error is ErrorRecord {
  return (
    typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error && 'message' in error
  )
}
