import type { MiddlewareHandler } from 'hono'
import type { EventLog } from './event-log.ts'

/** The place in the stream of events that an answer is at least as new as. */
const eventSeqHeader = 'event-seq'

/**
 * Says with every answer where the stream of events stood when the work on it began: who fetches first and then follows
 * the stream with `after=` that place misses nothing in between.
 */
export function answerSeq(events: EventLog): MiddlewareHandler {
  return async (c, next) => {
    const { seq } = events
    await next()
    c.header(eventSeqHeader, seq)
  }
}
