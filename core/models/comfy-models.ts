import { basename, dirname } from 'node:path'
import { type InstalledModel, weightsPath } from '../../models/hub/installed-model.ts'
import type { ComfyEnvironment, NamedModel } from '../imaging/comfyui/environment.ts'
import type { ModelStore } from '../pipeline/model-store.ts'
import type { ModelLibrary } from './model-library.ts'

/** The models that are here now, by the names under which a graph of ComfyUI's finds them. */
export async function comfyModels(
  models: ModelStore,
  library: ModelLibrary,
): Promise<Pick<ComfyEnvironment, 'checkpoints' | 'loras' | 'vaes' | 'controlnets' | 'upscalers'>> {
  const installed = library.inventory.list().filter((model) => model.isDefault)
  const ofKind = (kind: InstalledModel['kind']) => unique(installed.filter((model) => model.kind === kind).map(named))
  const listed = await models.list()
  const ofTask = (task: (typeof listed)[number]['task']) =>
    listed
      .filter((model) => model.task === task)
      .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
      .map(({ id, builtIn }): NamedModel => {
        const model = installed.find((each) => each.id === id)
        if (builtIn) return { id, name: `${id} (built-in engine, no weights)`, builtIn }
        return model === undefined ? { id, name: id } : named(model)
      })
  return {
    checkpoints: unique(ofTask('text-to-image')),
    loras: ofKind('lora'),
    vaes: ofKind('vae'),
    controlnets: ofKind('controlnet'),
    upscalers: unique(ofTask('upscale')),
  }
}

/** By its file, as ComfyUI lists them; a folder of files by the folder; a server by its id. */
function named({ id, files }: InstalledModel): NamedModel {
  if (files.length === 0) return { id, name: id }
  const path = weightsPath(files)
  const name = basename(path)
  return { id, name: /^(model|diffusion_pytorch_model)\b/.test(name) ? basename(dirname(path)) : name }
}

/** Where two have one name, both are called by their ids. */
function unique(models: readonly NamedModel[]): NamedModel[] {
  return models.map((model) =>
    models.some((other) => other.id !== model.id && other.name === model.name) ? { ...model, name: model.id } : model,
  )
}
