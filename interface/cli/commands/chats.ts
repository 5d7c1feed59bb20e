import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Conversation } from '../../../core/chat/conversation.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatAgo, shorten } from '../terminal/format.ts'

const idArgument = { name: 'id', description: 'The conversation: its id, or the beginning of it.', required: true }

/** `chats list|show|export|search|remove|restore`. */
export const chatsCommand: CommandSpec = {
  name: 'chats',
  summary: 'List, show, search, export and remove conversations.',
  children: [
    {
      name: 'list',
      summary: 'The conversations of the project, the last one first.',
      flags: [
        flag('all', 'boolean', 'Of all projects.'),
        flag('trashed', 'boolean', 'Those in the trash.'),
        flag('limit', 'integer', 'How many at most.', { default: 20, minimum: 1, maximum: 1000 }),
      ],
      examples: [
        { line: 'ai-workspace chats list', does: 'With ids, to go on: ai-workspace chat --conversation <id>.' },
      ],
      run: (call) => list(call, undefined),
    },
    {
      name: 'search',
      summary: 'Conversations in which words occur.',
      arguments: [{ name: 'words', description: 'All of them must occur.', required: true, many: true }],
      flags: [
        flag('all', 'boolean', 'Of all projects.'),
        flag('limit', 'integer', 'How many at most.', { default: 20, minimum: 1, maximum: 1000 }),
      ],
      examples: [{ line: 'ai-workspace chats search spaceship hull', does: 'In titles and messages.' }],
      run: (call) => list(call, call.words.join(' ')),
    },
    {
      name: 'show',
      summary: 'A conversation as it is read.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace chats show v01ab', does: 'The branch that is shown.' }],
      async run(call) {
        const { chat } = await call.workspace()
        const tree = chat.get(call.words[0] ?? '')
        return { data: tree, text: chat.export(tree.conversation.id, 'markdown').trimEnd() }
      },
    },
    {
      name: 'export',
      summary: 'A conversation as Markdown or JSON.',
      arguments: [idArgument],
      flags: [
        flag('format', 'text', 'Markdown is the branch that is shown; JSON is everything.', {
          choices: ['markdown', 'json'],
          default: 'markdown',
        }),
        flag('to', 'text', 'Write it into this file.'),
      ],
      examples: [{ line: 'ai-workspace chats export v01ab --to talk.md', does: 'For reading elsewhere.' }],
      async run(call) {
        const { chat } = await call.workspace()
        const { format = 'markdown', to } = call.flags as { format?: 'markdown' | 'json'; to?: string }
        const { conversation } = chat.get(call.words[0] ?? '')
        const text = chat.export(conversation.id, format)
        if (to === undefined)
          return { data: format === 'json' ? JSON.parse(text) : { markdown: text }, text: text.trimEnd() }
        writeFileSync(resolve(to), text)
        return { data: { file: resolve(to) }, brief: resolve(to), text: `Written to ${resolve(to)}.` }
      },
    },
    {
      name: 'remove',
      summary: 'Put a conversation into the trash; what it made stays.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace chats remove v01ab', does: 'Back with: chats restore.' }],
      async run(call) {
        const { chat } = await call.workspace()
        const removed = chat.remove(call.words[0] ?? '')
        return {
          data: removed,
          text: `"${removed.title}" is in the trash. Back: ai-workspace chats restore ${removed.id}`,
        }
      },
    },
    {
      name: 'restore',
      summary: 'Take a conversation out of the trash.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace chats restore v01ab', does: 'It is listed again.' }],
      async run(call) {
        const { chat } = await call.workspace()
        const restored = chat.restore(chat.get(call.words[0] ?? '').conversation.id)
        return { data: restored, text: `"${restored.title}" is back.` }
      },
    },
  ],
}

async function list(call: Call, text: string | undefined): Promise<Report> {
  const workspace = await call.workspace()
  const [{ projectOf }, { table }] = await Promise.all([import('../run-job.ts'), import('../terminal/table.ts')])
  const {
    all = false,
    trashed = false,
    limit = 20,
  } = call.flags as { all?: boolean; trashed?: boolean; limit?: number }
  const found = workspace.chat.list({
    limit,
    trashed,
    ...(text !== undefined && { text }),
    ...(!all && { projectId: projectOf(workspace, call).id }),
  })
  const { paint } = call.terminal
  const row = ({ id, title, updatedAt, projectId, mode }: Conversation) => [
    paint('name', id.slice(0, 9)),
    shorten(title === '' ? '(nothing said yet)' : title, 60),
    mode,
    ...(all ? [workspace.projects.get(projectId).name] : []),
    formatAgo(updatedAt),
  ]
  const header = ['id', 'title', 'mode', ...(all ? ['project'] : []), 'last']
  return {
    data: found,
    text: found.length === 0 ? 'No conversations.' : table(header, found.map(row), { paint }),
    brief: found.map(({ id }) => id).join('\n'),
  }
}
