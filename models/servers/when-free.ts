import { setTimeout as wait } from 'node:timers/promises'
import { WorkspaceError } from '../../base/error.ts'

/** A server that wants more patience than this is told of, not waited for. */
const LONGEST_WAIT_MS = 2 * 60_000
const MOST_WAITS = 3

/**
 * Runs `action`, and again where a busy server named the time to come back (429 or 503 with Retry-After). Nothing else is tried
 * twice: a request that draws may have been paid for.
 */
export async function whenFree<T>(
  action: () => Promise<T>,
  { signal, onWait }: { signal: AbortSignal; onWait: (seconds: number) => void },
): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await action()
    } catch (error) {
      const ms =
        error instanceof WorkspaceError
          ? (error.cause as { retryAfterMs?: number } | undefined)?.retryAfterMs
          : undefined
      if (ms === undefined || ms > LONGEST_WAIT_MS || waits >= MOST_WAITS) throw error
      onWait(Math.ceil(ms / 1000))
      await wait(ms, undefined, { signal })
    }
  }
}
