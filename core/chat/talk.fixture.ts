import type { Asset } from '../../base/asset.ts'
import type { ChatModel } from '../../base/chat.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'
import type { Workspace } from '../workspace.ts'
import type { Conversation, StoredMessage, Turn } from './conversation.ts'
import type { NewMessage } from './new-message.ts'

/** A conversation with a model of a test, in the current project. */
export function startTalk(
  workspace: Workspace,
  model: ChatModel,
  options: Pick<Partial<Conversation>, 'mode'> = {},
): Conversation {
  workspace.language.register(model)
  return workspace.chat.create({
    projectId: workspace.projects.current().id,
    model: model.id,
    mode: options.mode ?? 'auto',
  })
}

/** Says something and waits for the end of the turn: the turn, and its answers in order. */
export async function say(
  { chat }: Workspace,
  conversationId: string,
  message: string | NewMessage,
): Promise<{ turn: Turn; answers: StoredMessage[] }> {
  const { id } = await chat.send(conversationId, typeof message === 'string' ? { text: message } : message)
  const turn = await chat.wait(id)
  const answers = chat.get(conversationId).messages.filter(({ turnId, role }) => turnId === id && role === 'assistant')
  return { turn, answers }
}

/** A small grey picture as a current asset. */
export async function putPicture(workspace: Workspace, name: string, grey: number, facts: object = {}): Promise<Asset> {
  const project = workspace.projects.current()
  const session = 'test'
  const bytes = await encodePng({ width: 4, height: 4, channels: 3, data: new Uint8Array(48).fill(grey) })
  const draft = { name, kind: 'image' as const, mediaType: 'image/png', facts: { ...facts } }
  const asset = await workspace.assets.put(draft, bytes, { project, session, jobId: '', recipe: undefined })
  workspace.history.record(project, { label: `put ${name}`, session }, () => [{ name: asset.name, after: asset.id }])
  return asset
}
