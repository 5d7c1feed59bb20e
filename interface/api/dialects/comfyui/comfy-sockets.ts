import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { WSContext, WSEvents } from 'hono/ws'
import type { Job } from '../../../../base/job.ts'
import { sniffImage } from '../../../../core/imaging/codecs/decode-image.ts'
import type { ApiContext } from '../../context.ts'
import type { StreamedEvent } from '../../events/event-log.ts'
import type { ComfyMessage } from './prompt-end.ts'
import { outputsOf, sentPictures } from './prompt-outputs.ts'
import { PromptRun } from './prompt-run.ts'
import { queueRemaining } from './queue-routes.ts'

/** A client that reads so slowly that this much waits for it gets no previews until it has caught up. */
const mostBufferedBytes = 4_000_000
/** In front of a picture, big endian: event 1 (a preview), kind 1 (JPEG) or 2 (PNG). server.py, `send_image`. */
const pictureHeader = (kind: 1 | 2) => [0, 0, 0, 1, 0, 0, 0, kind]

/** The clients on /ws, and what they are told: of the queue all of them, of a prompt the one that sent it. */
export class ComfySockets {
  readonly #context: ApiContext
  readonly #sockets = new Map<string, Set<WSContext>>()
  readonly #runs = new Map<string, PromptRun>()
  readonly #waiting: StreamedEvent[] = []

  constructor(context: ApiContext) {
    this.#context = context
    const stop = context.events.subscribe((event) => {
      // A job may start before the request that sent it has written down the prompt: events are looked at after it has.
      if (this.#waiting.push(event) === 1) setImmediate(() => this.#drain())
    })
    context.signal.addEventListener('abort', stop, { once: true })
  }

  /** `GET /ws?clientId=…`. */
  open(c: Context): WSEvents {
    const id = c.req.query('clientId')?.slice(0, 200) || randomUUID().replaceAll('-', '')
    return {
      onOpen: (_, socket) => {
        const own = this.#sockets.get(id) ?? new Set()
        this.#sockets.set(id, own.add(socket))
        send(socket, ['status', { ...this.#status(), sid: id }])
        for (const { prompt, node } of this.#runs.values()) {
          if (prompt.clientId !== id || node === undefined) continue
          send(socket, ['executing', { node, display_node: node, prompt_id: prompt.id }])
        }
      },
      onMessage: ({ data }, socket) => {
        if (typeof data === 'string' && data.includes('feature_flags')) {
          send(socket, ['feature_flags', { supports_preview_metadata: false }])
        }
      },
      onClose: (_, socket) => {
        const own = this.#sockets.get(id)
        own?.delete(socket)
        if (own?.size === 0) this.#sockets.delete(id)
      },
    }
  }

  #drain(): void {
    const events = this.#waiting.splice(0)
    let queueChanged = false
    for (const event of events) {
      this.#hear(event)
      queueChanged ||= ['job-added', 'job-changed', 'job-start', 'job-end'].includes(event.type)
    }
    if (!queueChanged) return
    for (const own of this.#sockets.values()) for (const socket of own) send(socket, ['status', this.#status()])
  }

  #hear(event: StreamedEvent): void {
    if (!('jobId' in event)) return
    const { comfy, queue } = this.#context.workspace
    if (event.type === 'job-start') {
      const prompt = comfy.ofJob(event.jobId)
      if (prompt === undefined) return
      const started = new PromptRun(prompt)
      this.#runs.set(event.jobId, started)
      this.#tell(started, started.start())
      return
    }
    const run = this.#runs.get(event.jobId)
    if (run === undefined) return
    switch (event.type) {
      case 'step-start':
        if (event.depth === run.depth) run.stepStart()
        break
      case 'job-progress':
        this.#tell(run, run.progress(event.fraction, event.message))
        break
      case 'job-preview':
        void this.#showPreview(run, event.jobId)
        break
      case 'step-end':
        if (event.depth === run.depth) this.#tell(run, run.stepEnd(event.fromCache))
        break
      case 'job-changed':
        // A server that stops puts the job back: it starts anew later.
        if (queue.get(event.jobId).state === 'queued') this.#runs.delete(event.jobId)
        break
      case 'job-end': {
        this.#runs.delete(event.jobId)
        const job = queue.get(event.jobId)
        this.#tellEnd(run, job)
        break
      }
      default:
    }
  }

  async #showPreview(run: PromptRun, jobId: string): Promise<void> {
    const { previews } = this.#context
    const jpeg = await previews.encoded(jobId)
    if (jpeg === undefined || this.#runs.get(jobId) !== run) return
    const message = Buffer.concat([Buffer.from(pictureHeader(1)), jpeg])
    for (const socket of this.#socketsOf(run)) {
      const { bufferedAmount = 0 } = socket.raw as { bufferedAmount?: number }
      if (bufferedAmount < mostBufferedBytes) socket.send(message)
    }
  }

  /** Pictures for the WebSocket follow the message that their node is at work. */
  #tellEnd(run: PromptRun, job: Job): void {
    const { workspace } = this.#context
    const { prompt } = run
    const outputs = outputsOf(workspace, workspace.comfy.find(prompt.id)!, job)
    for (const [type, data] of run.end(job, outputs)) {
      this.#tell(run, [[type, data]])
      if (type !== 'executing' || job.state !== 'done') continue
      for (const picture of sentPictures(workspace, prompt, job, data['node'])) {
        const kind = sniffImage(picture) === 'image/png' ? 2 : 1
        const message = Buffer.concat([Buffer.from(pictureHeader(kind)), picture])
        for (const socket of this.#socketsOf(run)) socket.send(message)
      }
    }
  }

  #tell(run: PromptRun, messages: readonly ComfyMessage[]): void {
    for (const socket of this.#socketsOf(run)) for (const message of messages) send(socket, message)
  }

  #socketsOf({ prompt }: PromptRun): Iterable<WSContext> {
    return this.#sockets.get(prompt.clientId ?? '') ?? []
  }

  #status() {
    return { status: { exec_info: { queue_remaining: queueRemaining(this.#context) } } }
  }
}

function send(socket: WSContext, [type, data]: ComfyMessage): void {
  socket.send(JSON.stringify({ type, data }))
}
