import { randomBytes } from 'node:crypto'
import type { WorkspaceEvent } from '../../../base/job.ts'
import type { ChatEvent } from '../schemas/chat-event.ts'

/** An event of a job without its pixels: a preview is fetched by its address. */
type JobEvent =
  | Exclude<WorkspaceEvent, { type: 'job-progress' }>
  | Omit<Extract<WorkspaceEvent, { type: 'job-progress' }>, 'preview'>
  | { readonly type: 'job-preview'; readonly jobId: string; readonly url: string; readonly fraction: number }

/** What else a client wants to hear of: something was changed, fetch it again. */
type ChangeEvent =
  | { readonly type: 'assets-changed'; readonly ids?: readonly string[] }
  | { readonly type: 'project-changed'; readonly slug?: string }
  | { readonly type: 'models-changed' }
  | { readonly type: 'config-changed' }
  | { readonly type: 'queue-changed' }
  | { readonly type: 'collections-changed' }
  | { readonly type: 'webhooks-changed' }
  | {
      readonly type: 'transfer-progress'
      readonly transferId: string
      readonly bytesDone: number
      readonly state: string
    }
  /** Another process changed the database. */
  | { readonly type: 'workspace-changed' }

export type ApiEvent = JobEvent | ChangeEvent | ChatEvent
/** An event with its place in the stream, 'epoch:number'; the epoch is another one after each start of the server. */
export type StreamedEvent = ApiEvent & { readonly seq: string; readonly at: string }

/** `json` gives the event as it is sent. */
type EventListener = (event: StreamedEvent, json: () => string) => void

/** So many events stay for those who come back; a job sends 20 to 300. */
const mostKept = 5000

/** The server's events in order. Those who lost the connection go on from the last one they saw. */
export class EventLog {
  readonly #epoch = randomBytes(4).toString('hex')
  readonly #kept: StreamedEvent[] = []
  readonly #listeners = new Set<EventListener>()
  #count = 0

  get seq(): string {
    return `${this.#epoch}:${this.#count}`
  }

  add(event: ApiEvent): void {
    this.#count++
    const streamed = { seq: this.seq, at: new Date().toISOString(), ...event }
    this.#kept.push(streamed)
    // In blocks: shifting one by one would move 5,000 entries for each event.
    if (this.#kept.length > mostKept * 1.2) this.#kept.splice(0, this.#kept.length - mostKept)
    // Once for all: with 200 clients it is most of the work.
    let text: string | undefined
    const json = () => (text ??= JSON.stringify(streamed))
    for (const listener of this.#listeners) listener(streamed, json)
  }

  /** The events after `seq`; undefined when they are not known any more or come from another start. */
  after(seq: string): readonly StreamedEvent[] | undefined {
    const [epoch, number = ''] = seq.split(':')
    const seen = Number(number)
    if (epoch !== this.#epoch || !Number.isInteger(seen) || seen > this.#count) return undefined
    const missed = this.#count - seen
    if (missed > this.#kept.length) return undefined
    return missed === 0 ? [] : this.#kept.slice(-missed)
  }

  /** Returns the way to stop listening. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
