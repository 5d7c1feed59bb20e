import { randomBytes } from 'node:crypto'
import { unknownId } from '../../base/registry.ts'
import type { Database, Row } from '../storage/database.ts'
import type { Delivery, DeliveryAttempt } from './webhook.ts'

/** So many messages of a webhook stay in its log. */
const mostKept = 500
/** Who took a message to send it has so long; after that it is taken for crashed and the message is sent again. */
const leaseMs = 60_000

/** The messages to webhooks: what waits to be sent, and what came of it. */
export class DeliveryStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Due at once. */
  add({ webhookId, type, body }: Pick<Delivery, 'webhookId' | 'type' | 'body'>): Delivery {
    const id = `msg_${randomBytes(12).toString('base64url')}`
    this.#database.transaction(() => {
      this.#database.run(
        `INSERT INTO webhook_deliveries (id, webhook_id, type, body, state, created_at, due_at, position)
         VALUES (?, ?, ?, ?, 'waiting', ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM webhook_deliveries))`,
        id,
        webhookId,
        type,
        body,
        new Date().toISOString(),
        Date.now(),
      )
      this.#database.run(
        `DELETE FROM webhook_deliveries WHERE webhook_id = ? AND state <> 'waiting' AND position <= (
           SELECT position FROM webhook_deliveries WHERE webhook_id = ? ORDER BY position DESC LIMIT 1 OFFSET ?)`,
        webhookId,
        webhookId,
        mostKept,
      )
    })
    return this.get(id)
  }

  get(id: string): Delivery {
    const row = this.#database.get('SELECT * FROM webhook_deliveries WHERE id = ?', id)
    if (row === undefined) throw unknownId('delivery', id, [])
    return deliveryOfRow(row)
  }

  /** The newest first; `before` is the id of the last one of the page before. */
  list(webhookId: string, { limit, before }: { limit: number; before?: string }): Delivery[] {
    const place = before === undefined ? undefined : this.#database.get(positionOf, before)?.['position']
    const rows = this.#database.all(
      'SELECT * FROM webhook_deliveries WHERE webhook_id = ? AND position < ? ORDER BY position DESC LIMIT ?',
      webhookId,
      place ?? Number.MAX_SAFE_INTEGER,
      limit,
    )
    return rows.map(deliveryOfRow)
  }

  /** What is due, the oldest first. */
  due(limit: number): Delivery[] {
    const rows = this.#database.all(
      'SELECT * FROM webhook_deliveries WHERE due_at <= ? ORDER BY due_at, position LIMIT ?',
      Date.now(),
      limit,
    )
    return rows.map(deliveryOfRow)
  }

  /** Milliseconds until the next is due; undefined where none waits. */
  untilNext(): number | undefined {
    const due = this.#database.get('SELECT min(due_at) AS due FROM webhook_deliveries')?.['due']
    return typeof due === 'number' ? Math.max(0, due - Date.now()) : undefined
  }

  /** Takes a message for sending; false where another process was faster. */
  claim(id: string): boolean {
    const now = Date.now()
    return (
      this.#database.run(
        'UPDATE webhook_deliveries SET due_at = ? WHERE id = ? AND due_at <= ?',
        now + leaseMs,
        id,
        now,
      ) === 1
    )
  }

  /** Gives back what was taken and not tried to its end. */
  release(id: string): void {
    this.#database.run('UPDATE webhook_deliveries SET due_at = ? WHERE id = ? AND due_at IS NOT NULL', Date.now(), id)
  }

  /** Notes a try. `nextMs` is the time until the next one; absent: it is over. */
  noteAttempt(id: string, attempt: DeliveryAttempt, { arrived, nextMs }: { arrived: boolean; nextMs?: number }): void {
    const attempts = [...this.get(id).attempts, attempt]
    const state = arrived ? 'delivered' : nextMs === undefined ? 'failed' : 'waiting'
    this.#database.run(
      'UPDATE webhook_deliveries SET attempts = ?, state = ?, due_at = ?, tries = tries + 1 WHERE id = ?',
      JSON.stringify(attempts),
      state,
      nextMs === undefined ? null : Math.round(Date.now() + nextMs),
      id,
    )
  }

  /** Sends it again, at once and with all tries before it. */
  renew(id: string): Delivery {
    this.#database.run(
      "UPDATE webhook_deliveries SET state = 'waiting', due_at = ?, tries = 0 WHERE id = ?",
      Date.now(),
      this.get(id).id,
    )
    return this.get(id)
  }

  /** What still waits for a webhook that is switched off is given up. */
  giveUp(webhookId: string): void {
    this.#database.run(
      "UPDATE webhook_deliveries SET state = 'failed', due_at = NULL WHERE webhook_id = ? AND state = 'waiting'",
      webhookId,
    )
  }

  deleteOf(webhookId: string): void {
    this.#database.run('DELETE FROM webhook_deliveries WHERE webhook_id = ?', webhookId)
  }
}

const positionOf = 'SELECT position FROM webhook_deliveries WHERE id = ?'

function deliveryOfRow(row: Row): Delivery {
  const due = row['due_at']
  return {
    id: String(row['id']),
    webhookId: String(row['webhook_id']),
    type: String(row['type']),
    body: String(row['body']),
    state: String(row['state']) as Delivery['state'],
    createdAt: String(row['created_at']),
    ...(typeof due === 'number' && { dueAt: new Date(due).toISOString() }),
    tries: Number(row['tries']),
    attempts: JSON.parse(String(row['attempts'])) as DeliveryAttempt[],
  }
}
