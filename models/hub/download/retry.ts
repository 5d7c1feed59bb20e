import { setTimeout as wait } from 'node:timers/promises'
import { WorkspaceError } from '../../../base/error.ts'

export interface RetryPolicy {
  /** Tries in a row that bring nothing before giving up: of a transfer that once ran, and of a first contact. */
  readonly tries: number
  readonly firstTries: number
  readonly baseMs: number
  readonly mostMs: number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Ten tries with at most a minute between them outlast a router's restart; a first contact is told after about four seconds. */
export const patient: RetryPolicy = {
  tries: 10,
  firstTries: 3,
  baseMs: 1000,
  mostMs: 60_000,
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
}

/** A server that asks for a longer wait than this is told of, not waited for. */
const LONGEST_WAIT_MS = 10 * 60_000

export interface RetryOptions {
  readonly policy: RetryPolicy
  readonly signal: AbortSignal
  /** Grows with what has arrived: a try that brought something starts the count anew. */
  readonly progress?: () => number
  readonly onWait?: (error: WorkspaceError, ms: number) => void
}

/** Runs `action` until it succeeds or fails for good; only 'network' errors are tried again, later and later. */
export async function withRetry<T>(
  action: () => Promise<T>,
  { policy, signal, progress = () => 0, onWait }: RetryOptions,
): Promise<T> {
  let failures = 0
  for (;;) {
    const before = progress()
    try {
      return await action()
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof WorkspaceError) || error.code !== 'network') throw error
      failures = progress() > before ? 1 : failures + 1
      const asked = (error.cause as { retryAfterMs?: number } | undefined)?.retryAfterMs
      const most = progress() > 0 ? policy.tries : policy.firstTries
      if (failures >= most || (asked ?? 0) > LONGEST_WAIT_MS) throw error
      const backOff = Math.min(policy.mostMs, policy.baseMs * 2 ** (failures - 1))
      // Half fixed, half random: many clients that broke together do not come back together.
      const ms = Math.max(asked ?? 0, backOff * (0.5 + Math.random() / 2))
      onWait?.(error, ms)
      await policy.sleep(ms, signal)
    }
  }
}
