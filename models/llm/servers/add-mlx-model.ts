import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { InstalledModel } from '../../hub/installed-model.ts'
import type { ModelInventory } from '../../hub/inventory.ts'
import { idOf } from '../../hub/model-id.ts'

/** The architecture that the manifest of such a model names. */
export const mlxArchitecture = 'server:mlx'

/** Takes in a model that mlx_lm.server is to run: a folder of this machine, or the name of a repository that it has, or fetches itself. */
export function addMlxModel(
  model: string,
  { inventory, id }: { inventory: ModelInventory; id?: string },
): InstalledModel {
  const bytes = folderBytes(model)
  return inventory.add({
    format: 1,
    id: id ?? idOf(basename(model)),
    version: createHash('sha256').update(`mlx\n${model}`).digest('hex').slice(0, 12),
    title: `${basename(model)} (MLX)`,
    kind: 'language',
    architecture: mlxArchitecture,
    component: false,
    storage: 'server',
    files: [],
    companions: [],
    settings: { model, ...(bytes === undefined ? {} : { bytes }) },
    commercialUse: 'unknown',
    source: `mlx:${model}`,
    addedAt: new Date().toISOString(),
  })
}

/** Of a folder of weights; undefined for the name of a repository, whose size nobody here knows. */
function folderBytes(model: string): number | undefined {
  if (statSync(model, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined
  return readdirSync(model, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.safetensors'))
    .reduce((sum, name) => sum + statSync(join(model, name)).size, 0)
}
