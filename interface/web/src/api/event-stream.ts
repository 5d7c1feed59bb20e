import { backOffMs } from './back-off.ts'
import type { StreamEvent } from './wire.ts'

/** A connection that says nothing for this long is dead: the server sends a heartbeat every 30 s. */
const SILENCE_MS = 70_000
const CHECK_MS = 10_000

export interface EventStreamOptions {
  /** Of the stream, without `after`: 'ws://host/api/v1/events'. */
  readonly url: string
  /** The `seq` of the newest event that is known of already. */
  readonly after?: string | undefined
  readonly onEvent: (event: StreamEvent) => void
  /** The server said hello, or the connection was lost. */
  readonly onState: (state: 'open' | 'lost') => void
}

/**
 * The one connection for events. It comes back by itself, and asks for what it missed. Every `seq` counts: an event is
 * never given twice. Ends with `close()`.
 */
export class EventStream {
  private readonly options: EventStreamOptions
  private socket: WebSocket | undefined
  private lastSeq: string | undefined
  private attempt = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private readonly pulse: ReturnType<typeof setInterval>
  private heardAt = 0
  private closed = false

  constructor(options: EventStreamOptions) {
    this.options = options
    this.lastSeq = options.after
    this.pulse = setInterval(() => this.checkPulse(), CHECK_MS)
    this.connect()
  }

  /** Of the newest event up to which nothing was missed. */
  get seq(): string | undefined {
    return this.lastSeq
  }

  /** Tries at once instead of waiting: the page came back to the front, or the network. */
  wake(): void {
    this.checkPulse()
    if (this.closed || this.socket?.readyState === WebSocket.OPEN) return
    clearTimeout(this.retry)
    this.attempt = 0
    this.connect()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.retry)
    clearInterval(this.pulse)
    this.socket?.close()
  }

  private connect(): void {
    this.drop()
    const after = this.lastSeq === undefined ? '' : `?after=${encodeURIComponent(this.lastSeq)}`
    const socket = new WebSocket(this.options.url + after)
    this.socket = socket
    this.heardAt = Date.now()
    socket.addEventListener('message', ({ data }) => {
      if (socket === this.socket) this.hear(String(data))
    })
    socket.addEventListener('close', () => {
      if (socket === this.socket) this.lose()
    })
  }

  private hear(data: string): void {
    this.heardAt = Date.now()
    const event = JSON.parse(data) as StreamEvent
    // What was missed follows after 'hello', whose seq is already that of the newest event.
    if (event.type !== 'hello' || this.lastSeq === undefined) this.lastSeq = event.seq
    if (event.type === 'hello') {
      this.attempt = 0
      this.options.onState('open')
    }
    this.options.onEvent(event)
  }

  private lose(): void {
    this.socket = undefined
    this.options.onState('lost')
    if (this.closed) return
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.connect(), backOffMs(this.attempt++))
  }

  private checkPulse(): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return
    if (Date.now() - this.heardAt <= SILENCE_MS) return
    this.drop()
    this.lose()
  }

  /** Lets go of a socket without waiting for its close event, which a dead network delays for minutes. */
  private drop(): void {
    const socket = this.socket
    this.socket = undefined
    socket?.close()
  }
}
