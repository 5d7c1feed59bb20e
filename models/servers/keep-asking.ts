import { setTimeout as wait } from 'node:timers/promises'
import { WorkspaceError } from '../../base/error.ts'

/** Often enough for a picture, which takes seconds at least. */
const PAUSE_MS = 400

/** A server that draws is slow to answer: so many questions in a row may fail before it counts as gone. */
const MOST_FAILURES = 5

/** Asks until there is an answer: undefined is none yet. */
export async function keepAsking<T>(ask: () => Promise<T | undefined>, signal: AbortSignal): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      const answer = await ask()
      if (answer !== undefined) return answer
      failures = 0
    } catch (error) {
      failures++
      if (!(error instanceof WorkspaceError) || error.code !== 'network' || failures >= MOST_FAILURES) throw error
    }
    await wait(PAUSE_MS, undefined, { signal })
  }
}
