import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { unknownId } from '../../base/registry.ts'
import { writeFileWhole } from '../storage/files.ts'
import { type Webhook, type WebhookEvent, webhookSchema } from './webhook.ts'

export interface NewWebhook {
  readonly url: string
  readonly events: readonly WebhookEvent[]
  readonly description?: string
  readonly secret?: string
}

export type WebhookChange = Partial<Pick<Webhook, 'url' | 'enabled' | 'description' | 'secret'>> & {
  readonly events?: readonly WebhookEvent[]
}

/** 256 bits, within what Standard Webhooks asks for (24 to 64 bytes). */
const secretBytes = 32
/** Each event is looked up in all of them. */
const mostWebhooks = 100

/** Who is told of what: `config/webhooks.json`, which its owner alone may read since it holds secrets. */
export class WebhookStore {
  readonly #path: string
  #stamp = ''
  #webhooks: readonly Webhook[] = []

  constructor(home: string) {
    this.#path = join(home, 'config', 'webhooks.json')
  }

  /** The oldest first. Reads the file again when another process has changed it. */
  list(): readonly Webhook[] {
    const stat = statSync(this.#path, { throwIfNoEntry: false, bigint: true })
    const stamp = stat === undefined ? '' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`
    if (stamp === this.#stamp) return this.#webhooks
    this.#webhooks = existsSync(this.#path) ? this.#read() : []
    this.#stamp = stamp
    return this.#webhooks
  }

  get(id: string): Webhook {
    const webhook = this.list().find((each) => each.id === id)
    if (webhook !== undefined) return webhook
    throw unknownId(
      'webhook',
      id,
      this.list().map((each) => each.id),
    )
  }

  add({ url, events, description, secret = newSecret() }: NewWebhook): Webhook {
    if (this.list().length >= mostWebhooks) {
      throw new WorkspaceError('bad-input', `There are ${mostWebhooks} webhooks already, as many as there can be.`)
    }
    const webhook: Webhook = {
      id: `wh${randomBytes(6).toString('hex')}`,
      url: checkedUrl(url),
      events: [...new Set(events)],
      ...(description !== undefined && { description }),
      secret: checkedSecret(secret),
      enabled: true,
      createdAt: new Date().toISOString(),
    }
    this.#write([...this.list(), webhook])
    return webhook
  }

  /** Switching it on again forgets why it was switched off. */
  change(id: string, { url, events, secret, ...change }: WebhookChange): Webhook {
    const { disabledReason, failingSince, ...rest } = this.get(id)
    const keep = change.enabled === true ? {} : { disabledReason, failingSince }
    return this.#replace({
      ...rest,
      ...definedOnly(keep),
      ...change,
      ...(url !== undefined && { url: checkedUrl(url) }),
      ...(events !== undefined && { events: [...new Set(events)] }),
      ...(secret !== undefined && { secret: checkedSecret(secret) }),
    })
  }

  /** Notes that a message arrived, or that none does any more since a time. */
  noteFailing(id: string, since: string | undefined): void {
    const { failingSince, ...rest } = this.get(id)
    if (failingSince === since || (failingSince !== undefined && since !== undefined)) return
    this.#replace({ ...rest, ...(since !== undefined && { failingSince: since }) })
  }

  disable(id: string, reason: string): Webhook {
    return this.#replace({ ...this.get(id), enabled: false, disabledReason: reason })
  }

  remove(id: string): void {
    this.get(id)
    this.#write(this.list().filter((each) => each.id !== id))
  }

  #replace(webhook: Webhook): Webhook {
    this.#write(this.list().map((each) => (each.id === webhook.id ? webhook : each)))
    return webhook
  }

  #read(): Webhook[] {
    try {
      return z.array(webhookSchema).parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch (error) {
      throw new WorkspaceError('config-invalid', `${this.#path} is no list of webhooks.`, {
        hint: 'Mend it, or delete it and add the webhooks again.',
        cause: error,
      })
    }
  }

  #write(webhooks: readonly Webhook[]): void {
    const text = `${JSON.stringify(webhooks, null, 2)}\n`
    writeFileWhole(this.#path, new TextEncoder().encode(text), { mode: 0o600 })
    chmodSync(this.#path, 0o600)
    this.#stamp = ''
  }
}

/** A new secret: 'whsec_' and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`
}

function checkedSecret(secret: string): string {
  const text = secret.replace(/^whsec_/, '')
  const { length } = Buffer.from(text, 'base64')
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && length >= 24 && length <= 64) return `whsec_${text}`
  throw new WorkspaceError('bad-input', 'A secret is "whsec_" and base64 of 24 to 64 bytes.', {
    hint: 'Leave it out: a good one is made.',
  })
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new WorkspaceError('bad-input', `"${text}" is no http(s) address.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new WorkspaceError('bad-input', 'An address with a password in it would stand in logs.', {
      hint: 'Check the signature at the receiver instead.',
    })
  }
  url.hash = ''
  return url.href
}

function definedOnly(value: object): Record<string, string> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
}
