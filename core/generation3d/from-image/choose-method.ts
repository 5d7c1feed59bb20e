import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Context } from '../../../base/node.ts'
import { sceneOfImage } from '../../imaging/scene-of-image.ts'

export interface Choice {
  readonly method: 'form' | 'model' | 'relief'
  /** Why, in a sentence. */
  readonly reason: string
  /** The form that the picture shows. */
  readonly form?: string
}

interface Request {
  readonly image: string
  readonly method: Choice['method'] | 'auto'
  readonly model?: string | undefined
  readonly views?: readonly string[] | undefined
}

/** How a picture becomes a mesh: its exact form, else a mesh model, else the relief of its depth. */
export async function chooseMethod(context: Context, { image, method, model, views }: Request): Promise<Choice> {
  const { asset } = await context.readAsset(image)
  const auto = method === 'auto' && model === undefined
  if (method === 'form' || auto) {
    const form = await formOf(context, asset)
    if (form !== undefined) return { method: 'form', form, reason: 'The form of the image is known exactly.' }
    if (method === 'form') {
      throw new WorkspaceError('bad-input', `The form of "${asset.name}" is not known.`, {
        hint: 'Only images of the built-in engine have one; leave --method out.',
      })
    }
  }
  if (method === 'relief') return { method, reason: 'A relief was asked for.' }
  const found = await context.model('mesh', model).catch((error: unknown) => {
    if (!auto || !(error instanceof WorkspaceError) || error.code !== 'no-model') throw error
    return undefined
  })
  if (found === undefined) {
    return { method: 'relief', reason: 'No mesh model is installed: the depth of the image becomes a relief.' }
  }
  // Views that were given are for a mesh model: it says itself when they are too many or too few.
  if (auto && views === undefined && found.views !== 1) {
    return {
      method: 'relief',
      reason: `The mesh model "${found.modelId}" takes ${found.views} views, and there is one image: its depth becomes a relief.`,
    }
  }
  return { method: 'model', reason: `The mesh model "${found.modelId}" is installed.` }
}

/** A picture of nothing but a material is of a flat thing: its relief says more. */
async function formOf(context: Context, asset: Asset): Promise<string | undefined> {
  const scene = await sceneOfImage(context, asset)
  return scene === undefined || scene.form.facts['subject'] === 'material' ? undefined : scene.form.id
}
