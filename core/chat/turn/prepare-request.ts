import type { ChatMessage, ChatModel, ChatRequest } from '../../../base/chat.ts'
import type { Workbench } from '../../workbench.ts'
import type { Conversation, StoredMessage } from '../conversation.ts'
import { readNote } from '../files/project-notes.ts'
import type { TurnTool } from '../load-tools.ts'
import { readChoices } from '../read-choices.ts'
import { readWorld } from '../read-world.ts'
import type { Excerpt } from '../retrieval/excerpt.ts'
import type { ChatWorld } from '../world.ts'
import { fitMessages } from './fit-messages.ts'
import { messagesOfPath } from './messages-of-path.ts'
import { narrowSpec } from './narrow-spec.ts'
import { secretValues, withoutSecrets } from './secrets.ts'
import { selectTools } from './select-tools.ts'
import { systemPrompt } from './system-prompt.ts'
import type { TurnParts } from './turn-parts.ts'

/** Of the room of a model, what its answer may take at least. */
const shareOfReply = 0.25

export interface Prepared {
  readonly request: ChatRequest
  readonly world: ChatWorld
  readonly excerpts: readonly Excerpt[]
  /** What the person should know: what was left out. */
  readonly notes: readonly string[]
}

/** What the model is asked next in a turn. `room` shrinks the prompt where the model said it was too long. */
export async function prepareRequest({
  workspace,
  search,
  conversation,
  path,
  model,
  tools,
  withTools,
  room = 1,
}: {
  readonly workspace: Workbench
  readonly search: TurnParts['search']
  readonly conversation: Conversation
  readonly path: readonly StoredMessage[]
  readonly model: ChatModel
  readonly tools: readonly TurnTool[]
  readonly withTools: boolean
  readonly room?: number
}): Promise<Prepared> {
  const rules = model.abilities.tools === 'rules'
  const project = workspace.projects.get(conversation.projectId)
  const turns = await messagesOfPath(path, { workspace, project, images: model.abilities.images, whole: rules })
  // A bare "yes" means what was spoken of before it.
  const recent = path.slice(-4).map(({ text }) => text)
  const text = turns.at(-1)?.userText ?? ''
  const lastCalls = path.slice(-6).flatMap(({ calls }) => calls.map(({ tool }) => tool))
  const [world, choices] = await Promise.all([readWorld(workspace, conversation.projectId), readChoices(workspace)])
  const offered =
    !withTools || model.abilities.tools === 'none'
      ? []
      : rules
        ? tools
        : selectTools(tools, { text: recent.join('\n'), lastCalls })
  const alsoAssets = path
    .slice(-8)
    .flatMap(({ attachments, calls }) => [...attachments, ...calls.flatMap((call) => call.assets)])
  const narrowing = { world, choices, alsoAssets, ...(rules ? {} : { words: recent.join('\n') }) }
  const specs = offered.flatMap((tool) => narrowSpec(tool, narrowing) ?? [])
  if (rules) {
    const messages = turns.flatMap((turn) => turn.messages)
    return { request: { messages, tools: specs }, world, excerpts: [], notes: [] }
  }
  const excerpts = await search(project.id, text)
  const system = systemPrompt({
    world,
    instructions: readNote(project, 'instructions'),
    memory: readNote(project, 'memory'),
    own: conversation.systemPrompt,
    excerpts,
    mode: conversation.mode,
  })
  const fixed = await model.countTokens(`${system}\n${JSON.stringify(specs)}`)
  const budget = Math.max(200, (model.contextTokens * (1 - shareOfReply) - fixed) * room)
  const { messages, digest, note } = fitMessages(turns, budget)
  const secrets = secretValues(workspace, process.env)
  const whole: ChatMessage[] = [
    { role: 'system', text: digest === undefined ? system : `${system}\n\n${digest}` },
    ...messages,
  ]
  return {
    request: {
      messages: whole.map((message) => clean(message, secrets)),
      ...(specs.length > 0 && { tools: specs }),
    },
    world,
    excerpts,
    notes: note === undefined ? [] : [note],
  }
}

function clean(message: ChatMessage, secrets: readonly string[]): ChatMessage {
  if (secrets.length === 0) return message
  switch (message.role) {
    case 'system':
    case 'tool':
    case 'assistant':
      return { ...message, text: withoutSecrets(message.text, secrets) }
    case 'user':
      return {
        ...message,
        parts: message.parts.map((part) =>
          part.type === 'text' ? { ...part, text: withoutSecrets(part.text, secrets) } : part,
        ),
      }
    default:
      return message satisfies never
  }
}
