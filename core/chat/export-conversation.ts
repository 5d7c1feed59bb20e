import type { Workbench } from '../workbench.ts'
import type { ConversationTree, StoredCall, StoredMessage } from './conversation.ts'

/** A conversation as a text for people (the branch that is shown), or all of it as JSON. */
export function exportConversation(
  tree: ConversationTree,
  path: readonly StoredMessage[],
  format: 'markdown' | 'json',
  { assets, projects }: Pick<Workbench, 'assets' | 'projects'>,
): string {
  const { conversation } = tree
  if (format === 'json')
    return `${JSON.stringify({ format: 'ai-workspace-conversation', version: 1, ...tree }, null, 2)}\n`
  const nameOf = (id: string) => {
    const asset = assets.getMany([id])?.[0]
    return asset === undefined ? id : `${asset.name} (\`${asset.path}\`)`
  }
  const head = [
    `# ${conversation.title || 'Conversation'}`,
    `Project ${projects.get(conversation.projectId).name}, ${conversation.createdAt.slice(0, 16).replace('T', ' ')} UTC`,
  ]
  return `${[...head, ...path.map((message) => messageText(message, nameOf))].join('\n\n')}\n`
}

function messageText(message: StoredMessage, nameOf: (id: string) => string): string {
  const { role, text, attachments, calls, citations, notes, error, model } = message
  const title = role === 'user' ? '## User' : `## Assistant${model === undefined ? '' : ` (${model})`}`
  const parts = [
    title,
    text,
    ...attachments.map((id) => `- attached: ${nameOf(id)}`),
    ...calls.map((call) => callText(call, nameOf)),
    ...citations.map(
      ({ path, assetId, quote }, index) =>
        `> [${index + 1}] ${path ?? nameOf(assetId ?? '')}: ${quote.replaceAll('\n', ' ')}`,
    ),
    ...notes.map((note) => `*${note}*`),
    ...(error === undefined ? [] : [`**Failed:** ${error.message}`]),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function callText({ tool, arguments: input, state, assets }: StoredCall, nameOf: (id: string) => string): string {
  const made = assets.map((id) => `  - ${nameOf(id)}`)
  return [`- \`${tool}\` ${state}: \`${JSON.stringify(input).replaceAll('`', "'").slice(0, 500)}\``, ...made].join('\n')
}
