import type { ChatPart } from '../../../base/chat.ts'
import type { Workspace } from '../../workspace.ts'
import { data } from './system-prompt.ts'

/** Of a text that is attached so many characters are given: some 8,000 tokens. */
const mostCharacters = 32_000

/** Attached assets: pictures for a model that sees, texts as quoted data, of everything else its record. */
export async function attachmentParts(
  ids: readonly string[],
  workspace: Workspace,
  { images }: { images: boolean },
): Promise<ChatPart[]> {
  const parts: ChatPart[] = []
  for (const id of ids) {
    const [asset] = workspace.assets.getMany([id]) ?? []
    if (asset === undefined) {
      parts.push({ type: 'text', text: `(An attached asset is gone: ${id}.)` })
      continue
    }
    const { name, kind, role, mediaType, facts } = asset
    const prompt =
      typeof facts['prompt'] === 'string' ? `\n${data(`Its prompt: ${facts['prompt'].slice(0, 500)}`)}` : ''
    parts.push({ type: 'text', text: `Attached: ${role ?? kind} "${name}", id ${id}.${prompt}` })
    if (images && mediaType.startsWith('image/')) {
      const { pictureForModel } = await import('../prompt-help/describe-image.ts')
      parts.push({ type: 'image', ...(await pictureForModel(workspace, id)) })
    } else if (mediaType.startsWith('text/') || mediaType === 'application/json') {
      const text = new TextDecoder().decode(workspace.assets.read(asset))
      const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}\n(cut)` : text
      parts.push({ type: 'text', text: data(shown) })
    }
  }
  return parts
}
