import type { Delivery, Webhook } from '../../../core/webhooks/webhook.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { EventLog, StreamedEvent } from '../events/event-log.ts'
import { retryDelay } from './retry-delay.ts'
import { sendWebhook } from './send-webhook.ts'
import { webhookMessage } from './webhook-message.ts'

interface Parts {
  readonly workspace: Workspace
  readonly events: EventLog
  /** Version of the program, for the receiver's log. */
  readonly version: string
  readonly signal: AbortSignal
  /** How long a receiver may take. */
  readonly timeoutMs?: number
}

export const testType = 'webhook-test'
/** Receivers are asked to answer at once and work later (Standard Webhooks: 15 to 30 s). */
const defaultTimeoutMs = 15_000
const mostAtOnce = 8
/** One that hangs must not take all places. */
const mostOfOne = 2
/** A receiver that has taken nothing for so long is gone. */
const longestFailingMs = 5 * 24 * 3_600_000
/** A timer of Node holds at most 24.8 days; looking once an hour is enough. */
const longestWaitMs = 3_600_000

/** Sends what happens to the webhooks that asked for it, again and again until it arrives, over restarts too. */
export class WebhookSender {
  readonly #parts: Parts
  readonly #sending = new Map<string, { readonly webhookId: string; readonly ended: Promise<Delivery> }>()
  #timer: NodeJS.Timeout | undefined
  /** The command line sends a test of its own and nothing else. */
  #started = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Listens to what happens, and goes on with what another start left. */
  start(): void {
    const { events, signal } = this.#parts
    this.#started = true
    const stop = events.subscribe((event) => this.#hear(event))
    signal.addEventListener('abort', () => {
      stop()
      clearTimeout(this.#timer)
    })
    this.#sendDue()
  }

  /** Resolves when nothing is being sent any more; the signal has been aborted before. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#sending.values()].map(({ ended }) => ended))
  }

  /** Sends a message of its own kind, once, and tells what came of it. */
  async test(webhook: Webhook): Promise<Delivery> {
    const { id } = this.#queue(webhook, testType, { webhookId: webhook.id })
    return this.#send(id, webhook.id)
  }

  /** Sends a message again, and tells what came of the first try. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    const { deliveries } = this.#parts.workspace.webhooks
    const going = this.#sending.get(delivery.id)
    if (going !== undefined) return going.ended
    deliveries.renew(delivery.id)
    return this.#send(delivery.id, delivery.webhookId)
  }

  #hear(event: StreamedEvent): void {
    const { workspace } = this.#parts
    // The command line may have queued one.
    if (event.type === 'workspace-changed') this.#sendDue()
    const wanting = this.#receivers().filter(({ enabled }) => enabled)
    if (wanting.length === 0) return
    try {
      const message = webhookMessage(event, workspace)
      if (message === undefined) return
      for (const webhook of wanting) {
        if (webhook.events.includes(message.type)) this.#queue(webhook, message.type, message.data, event.at)
      }
      this.#sendDue()
    } catch (error) {
      // Whoever emitted the event must not fail because of a webhook.
      workspace.log.error('webhook-queue', { event: event.type, message: (error as Error).message })
    }
  }

  #receivers(): readonly Webhook[] {
    const { webhooks, log } = this.#parts.workspace
    try {
      return webhooks.receivers.list()
    } catch (error) {
      log.error('webhooks-invalid', { message: (error as Error).message })
      return []
    }
  }

  #queue({ id }: Webhook, type: string, data: object, timestamp = new Date().toISOString()): Delivery {
    const body = JSON.stringify({ type, timestamp, data })
    return this.#parts.workspace.webhooks.deliveries.add({ webhookId: id, type, body })
  }

  #sendDue(): void {
    const { workspace, signal } = this.#parts
    if (signal.aborted || !this.#started) return
    const { deliveries } = workspace.webhooks
    for (const { id, webhookId } of deliveries.due(200)) {
      if (this.#sending.size >= mostAtOnce) break
      const ofOne = [...this.#sending.values()].filter((each) => each.webhookId === webhookId).length
      if (ofOne < mostOfOne && !this.#sending.has(id)) void this.#send(id, webhookId)
    }
    clearTimeout(this.#timer)
    const wait = deliveries.untilNext()
    // What is due and was not begun waits for a place: the end of a try looks again.
    if (wait === undefined || (wait === 0 && this.#sending.size > 0)) return
    this.#timer = setTimeout(() => this.#sendDue(), Math.min(Math.max(wait, 20), longestWaitMs))
    this.#timer.unref()
  }

  #send(id: string, webhookId: string): Promise<Delivery> {
    const { deliveries } = this.#parts.workspace.webhooks
    if (!deliveries.claim(id)) return Promise.resolve(deliveries.get(id))
    const ended = this.#try(deliveries.get(id)).finally(() => {
      this.#sending.delete(id)
      this.#sendDue()
    })
    this.#sending.set(id, { webhookId, ended })
    return ended
  }

  async #try(delivery: Delivery): Promise<Delivery> {
    const { workspace, events, version, signal, timeoutMs = defaultTimeoutMs } = this.#parts
    const { receivers, deliveries } = workspace.webhooks
    const { id, webhookId, type } = delivery
    const webhook = this.#receivers().find((each) => each.id === webhookId)
    if (webhook === undefined || (!webhook.enabled && type !== testType)) {
      deliveries.giveUp(webhookId)
      return deliveries.get(id)
    }
    const { retryAfterMs, ...attempt } = await sendWebhook(delivery, {
      url: webhook.url,
      secret: webhook.secret,
      userAgent: `ai-workspace/${version}`,
      allowPrivate: workspace.config.server.webhooksToPrivateAddresses,
      timeoutMs,
      signal,
    })
    if (signal.aborted && attempt.status === undefined) {
      deliveries.release(id)
      return deliveries.get(id)
    }
    const arrived = attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300
    const nextMs =
      arrived || type === testType
        ? undefined
        : retryDelay(delivery.tries + 1, retryAfterMs === undefined ? {} : { retryAfterMs })
    deliveries.noteAttempt(id, attempt, { arrived, ...(nextMs !== undefined && { nextMs }) })
    const { status, error, ms } = attempt
    workspace.log[arrived ? 'info' : 'warn']('webhook-try', { webhookId, deliveryId: id, type, status, error, ms })
    // It may have been removed while it was asked.
    if (receivers.list().some((each) => each.id === webhookId)) {
      this.#noteHealth(webhook, { arrived, status, isTest: type === testType })
    }
    events.add({ type: 'webhooks-changed' })
    return deliveries.get(id)
  }

  /** A receiver that says it is gone, or takes nothing for days, is asked no more. */
  #noteHealth(
    { id, failingSince }: Webhook,
    { arrived, status, isTest }: { arrived: boolean; status: number | undefined; isTest: boolean },
  ): void {
    const { receivers, deliveries } = this.#parts.workspace.webhooks
    if (arrived) {
      receivers.noteFailing(id, undefined)
      return
    }
    if (isTest) return
    const now = new Date()
    receivers.noteFailing(id, now.toISOString())
    const tooLong = failingSince !== undefined && now.getTime() - Date.parse(failingSince) > longestFailingMs
    if (!tooLong && status !== 410) return
    const reason =
      status === 410 ? 'It answered 410: it is gone for good.' : `Nothing has arrived since ${failingSince}.`
    receivers.disable(id, reason)
    deliveries.giveUp(id)
    this.#parts.workspace.log.warn('webhook-disable', { webhookId: id, reason })
  }
}
