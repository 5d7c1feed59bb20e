import type { Context } from 'hono'
import type { WSEvents } from 'hono/ws'
import type { EventLog } from './event-log.ts'

/** A client that reads so slowly that this much waits for it is cut off: it comes back and goes on from where it was. */
const mostBufferedBytes = 4_000_000
/** A connection that a router has dropped without a word is noticed after two of these. */
const heartbeatMs = 30_000

/** `GET /api/v1/events?after=<seq>` as a WebSocket: 'hello', what was missed (or 'reset'), then what happens. */
export function eventSocket(c: Context, { events, version }: { events: EventLog; version: string }): WSEvents {
  const after = c.req.query('after')
  let stop: (() => void) | undefined
  let heartbeat: NodeJS.Timeout | undefined
  return {
    onOpen(_, socket) {
      const send = (event: object) => socket.send(JSON.stringify(event))
      send({ type: 'hello', seq: events.seq, version })
      const missed = after === undefined ? [] : events.after(after)
      if (missed === undefined) send({ type: 'reset', seq: events.seq })
      for (const event of missed ?? []) send(event)
      stop = events.subscribe((_event, json) => {
        const { bufferedAmount = 0 } = socket.raw as { bufferedAmount?: number }
        if (bufferedAmount > mostBufferedBytes) socket.close(4008, 'Reading too slowly; come back with after=')
        else socket.send(json())
      })
      heartbeat = setInterval(() => send({ type: 'heartbeat', seq: events.seq }), heartbeatMs)
      heartbeat.unref()
    },
    onClose() {
      stop?.()
      clearInterval(heartbeat)
    },
  }
}
