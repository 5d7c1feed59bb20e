import { WorkspaceError } from '../../../base/error.ts'
import { type Delivery, type WebhookEvent, webhookEvents } from '../../../core/webhooks/webhook.ts'
import type { Call, CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatAgo, shorten } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'

const idArgument = { name: 'id', description: 'The webhook: see webhooks list.', required: true }

/** `webhooks list|add|remove|test|log`: a server that runs goes by what is changed here. */
export const webhooksCommand: CommandSpec = {
  name: 'webhooks',
  summary: 'Tell other programs what happens: list, add, remove, test, log.',
  about:
    'A server sends each event that a webhook asked for as signed JSON, again and again until it arrives. Addresses of this machine and its network need the setting server.webhooksToPrivateAddresses.',
  children: [
    {
      name: 'list',
      summary: 'The programs that are told what happens.',
      examples: [{ line: 'ai-workspace webhooks list', does: 'Address, events, and whether messages arrive.' }],
      async run(call) {
        const webhooks = (await call.workspace()).webhooks.receivers.list()
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const rows = webhooks.map(({ id, url, events, enabled, disabledReason, failingSince }) => [
          paint('name', id),
          url,
          events.join(', '),
          enabled
            ? failingSince === undefined
              ? paint('good', 'on')
              : paint('warn', `nothing arrives since ${formatAgo(failingSince)}`)
            : paint('bad', `off${disabledReason === undefined ? '' : `: ${disabledReason}`}`),
        ])
        return {
          data: webhooks.map(({ secret: _, ...webhook }) => webhook),
          text: rows.length === 0 ? 'No webhooks.' : table(['webhook', 'address', 'events', 'state'], rows, { paint }),
        }
      },
    },
    {
      name: 'add',
      summary: 'Tell a program what happens; prints its secret, this once.',
      arguments: [{ name: 'address', description: 'Where messages go, http or https.', required: true }],
      flags: [
        flag('event', 'text', 'What it is told of; may be given several times. By default the end of jobs.', {
          choices: webhookEvents,
          repeated: true,
        }),
        flag('description', 'text', 'What it is for.'),
      ],
      examples: [
        { line: 'ai-workspace webhooks add https://tool.example/hook', does: 'It is told when a job has ended.' },
        {
          line: 'ai-workspace webhooks add https://tool.example/hook --event asset-added --event transfer-end',
          does: 'Of new assets, and of models that have arrived.',
        },
      ],
      run: add,
    },
    {
      name: 'remove',
      summary: 'Forget a webhook and its log.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace webhooks remove wh0123', does: 'It is told nothing more.' }],
      async run(call) {
        const { receivers, deliveries } = (await call.workspace()).webhooks
        const { id, url } = receivers.get(call.words[0] ?? '')
        receivers.remove(id)
        deliveries.deleteOf(id)
        return { data: { removed: id }, text: `${call.terminal.paint('good', '✓')} ${url} is told nothing more.` }
      },
    },
    {
      name: 'test',
      summary: 'Send a message of type webhook-test now, and show what comes of it.',
      about: 'Exit code 12 when it does not arrive.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace webhooks test wh0123', does: 'Whether it arrives, and how long it takes.' }],
      run: test,
    },
    {
      name: 'log',
      summary: 'What was sent, and what came of it.',
      arguments: [idArgument],
      flags: [flag('limit', 'integer', 'How many at most.', { default: 20, minimum: 1, maximum: 500 })],
      examples: [{ line: 'ai-workspace webhooks log wh0123', does: 'The latest messages.' }],
      async run(call) {
        const { receivers, deliveries } = (await call.workspace()).webhooks
        const { limit = 20 } = call.flags as { limit?: number }
        const found = deliveries.list(receivers.get(call.words[0] ?? '').id, { limit })
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const rows = found.map((each) => [
          paint('faint', each.id),
          each.type,
          paintState(each, paint),
          String(each.attempts.length),
          outcome(each),
          formatAgo(each.createdAt),
        ])
        const header = ['message', 'event', 'state', 'tries', 'last try', 'when']
        return {
          data: found,
          text: rows.length === 0 ? 'Nothing was sent.' : table(header, rows, { paint, right: [3] }),
        }
      },
    },
  ],
}

async function add(call: Call) {
  const [address = ''] = call.words
  const { event = ['job-end'], description } = call.flags as { event?: WebhookEvent[]; description?: string }
  const workspace = await call.workspace()
  const { checkReceiver } = await import('../../api/webhooks/check-receiver.ts')
  await checkReceiver(address, workspace.config.server)
  const webhook = workspace.webhooks.receivers.add({
    url: address,
    events: event,
    ...(description === undefined ? {} : { description }),
  })
  const { paint } = call.terminal
  return {
    data: webhook,
    brief: webhook.secret,
    text: [
      `${paint('good', '✓')} ${paint('name', webhook.id)}: ${webhook.url} is told of ${webhook.events.join(', ')} while a server runs.`,
      `  Its secret, shown this once: ${webhook.secret}`,
      paint('faint', `→ try it: ai-workspace webhooks test ${webhook.id}`),
    ].join('\n'),
  }
}

async function test(call: Call) {
  const workspace = await call.workspace()
  const webhook = workspace.webhooks.receivers.get(call.words[0] ?? '')
  const [{ WebhookSender }, { EventLog }] = await Promise.all([
    import('../../api/webhooks/webhook-sender.ts'),
    import('../../api/events/event-log.ts'),
  ])
  const sender = new WebhookSender({ workspace, events: new EventLog(), version: 'test', signal: call.signal })
  const delivery = await sender.test(webhook)
  if (delivery.state !== 'delivered') {
    throw new WorkspaceError('network', `It did not arrive at ${webhook.url}: ${outcome(delivery)}.`, {
      hint: `Its log: ai-workspace webhooks log ${webhook.id}`,
    })
  }
  return { data: delivery, text: `${call.terminal.paint('good', '✓')} It arrived: ${outcome(delivery)}.` }
}

function outcome({ attempts }: Delivery): string {
  const last = attempts.at(-1)
  if (last === undefined) return 'not tried yet'
  const { status, error, response, ms } = last
  const answer = status === undefined ? (error ?? 'no answer') : `${status} after ${ms} ms`
  return response === undefined || status === undefined || status < 300 ? answer : `${answer}: ${shorten(response, 80)}`
}

function paintState({ state }: Delivery, paint: Paint): string {
  return paint(state === 'delivered' ? 'good' : state === 'failed' ? 'bad' : 'warn', state)
}
