import type { Asset } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Context } from '../../base/node.ts'
import type { FormDocument } from '../../models/procedural/form-document.ts'

/** The scene a picture was rendered from: the form that is its direct parent, with the picture's size. */
export async function sceneOfImage(
  context: Context,
  image: Asset,
): Promise<{ form: Asset; document: FormDocument; width: number; height: number } | undefined> {
  const { width, height, seed } = image.facts
  if (typeof width !== 'number' || typeof height !== 'number') return undefined
  for (const id of image.parents) {
    const { asset, bytes } = await context.readAsset(id)
    if (asset.kind !== 'form') continue
    const { parseFormDocument } = await import('../../models/procedural/form-document.ts')
    return {
      form: asset,
      document: parseFormDocument(readJson(asset, bytes), typeof seed === 'number' ? { seed } : {}),
      width,
      height,
    }
  }
  return undefined
}

/** The JSON of a form asset. */
export function readJson(asset: Asset, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', `"${asset.name}" is not readable JSON.`, { cause })
  }
}
