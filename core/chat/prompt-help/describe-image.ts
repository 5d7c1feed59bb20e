import type { ChatModel } from '../../../base/chat.ts'
import type { Workbench } from '../../workbench.ts'

/** Longest side of what a vision model is shown, in pixels: more is cut into tiles or scaled down by most of them. */
const shownSide = 1024

/** A description of a picture, and who gave it. */
export async function describeImage(
  workspace: Workbench,
  id: string,
  { model, signal }: { model: ChatModel; signal: AbortSignal },
): Promise<{ description: string; by: string }> {
  const asset = workspace.assets.get(id)
  const seeing = await visionModel(workspace, model)
  if (seeing === undefined) {
    const { prompt, width, height, seed } = asset.facts
    const says = [
      `"${asset.name}", ${asset.role ?? asset.kind}${width === undefined ? '' : `, ${width} × ${height} pixels`}.`,
      prompt === undefined ? 'Its record has no prompt.' : `It was made from the words: ${prompt}.`,
      seed === undefined ? '' : `Seed ${seed}.`,
    ]
    return { description: says.filter((each) => each !== '').join(' '), by: 'its record; no model here sees pictures' }
  }
  const picture = await pictureForModel(workspace, id)
  const reply = await seeing.reply(
    {
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'image', ...picture },
            {
              type: 'text',
              text: 'Describe this picture in two or three sentences: subject, materials, light, style.',
            },
          ],
        },
      ],
      maxTokens: 300,
    },
    { signal },
  )
  return { description: reply.text.trim(), by: seeing.id }
}

/** A picture as a model that sees is given it: PNG, no larger than it can use. */
export async function pictureForModel(workspace: Workbench, id: string) {
  const asset = workspace.assets.get(id)
  const { default: sharp } = await import('sharp')
  const bytes = await sharp(workspace.assets.read(asset))
    .resize({ width: shownSide, height: shownSide, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()
  return { mediaType: 'image/png', bytes: new Uint8Array(bytes), title: asset.name }
}

async function visionModel({ language }: Workbench, model: ChatModel): Promise<ChatModel | undefined> {
  if (model.abilities.images) return model
  const other = language.list().find(({ abilities }) => abilities.images)
  return other === undefined ? undefined : language.open(other.id)
}
