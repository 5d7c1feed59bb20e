import type { ComfyEnvironment, NamedPicture } from '../../../../core/imaging/comfyui/environment.ts'
import { comfyModels } from '../../../../core/models/comfy-models.ts'
import type { ComfyFile } from '../../../../core/storage/comfy-store.ts'
import type { ApiContext } from '../../context.ts'

/** So many of the newest uploads are listed; older ones are found by their names all the same. */
const mostListed = 500

/** What a graph may name now: models that are installed, pictures that were uploaded or made. */
export async function environmentOf({ workspace }: ApiContext): Promise<ComfyEnvironment> {
  const { comfy, assets } = workspace
  const picture = (assetId: string): NamedPicture | undefined => {
    const [asset] = assets.getMany([assetId]) ?? []
    if (asset === undefined || (asset.kind !== 'image' && asset.kind !== 'map')) return undefined
    const { width, height } = asset.facts
    return { asset: assetId, width: sideOf(width), height: sideOf(height) }
  }
  return {
    ...(await comfyModels(workspace.models, await workspace.library())),
    pictures: comfy.uploads(mostListed).map(annotated),
    findPicture: (name) => {
      const { type, subfolder, file } = splitName(name)
      const known = comfy.file(type, subfolder, file)
      return known === undefined ? picture(name) : picture(known.assetId)
    },
    now: new Date(),
  }
}

/** 'sub/name.png [output]': where a picture lies stands behind its name (folder_paths.py, `annotated_filepath`). */
function splitName(name: string): { type: string; subfolder: string; file: string } {
  const [, plain = name, type = 'input'] = /^(.*?)(?: \[(input|output|temp)\])?$/s.exec(name) ?? []
  const parts = plain.split(/[\\/]/)
  const file = parts.pop()!
  return { type, subfolder: parts.join('/'), file }
}

function annotated({ subfolder, name }: ComfyFile): string {
  return subfolder === '' ? name : `${subfolder}/${name}`
}

function sideOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
