import type { ChatPart } from '../../../base/chat.ts'
import type { Project } from '../../../base/project.ts'
import type { Workbench } from '../../workbench.ts'
import { isFilePath, readProjectFile } from '../files/project-files.ts'
import { data } from './system-prompt.ts'

/** Of a text that is attached so many characters are given: some 8,000 tokens. */
const mostCharacters = 32_000

/** Attached assets and text files of the project: pictures for a model that sees, texts as quoted data, of everything else its record. */
export async function attachmentParts(
  ids: readonly string[],
  workspace: Workbench,
  { images, project }: { images: boolean; project: Project },
): Promise<ChatPart[]> {
  const parts: ChatPart[] = []
  for (const id of ids) {
    if (isFilePath(id)) {
      parts.push({ type: 'text', text: `Attached: the file ${id}.\n${data(shortened(fileText(project, id)))}` })
      continue
    }
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
      parts.push({ type: 'text', text: data(shortened(text)) })
    }
  }
  return parts
}

function shortened(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}\n(cut)` : text
}

/** A file that is gone since is told as that. */
function fileText(project: Project, path: string): string {
  try {
    return readProjectFile(project, path).text
  } catch (error) {
    return (error as Error).message
  }
}
