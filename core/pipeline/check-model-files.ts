import { existsSync, statSync } from 'node:fs'
import { WorkspaceError } from '../../base/error.ts'
import type { InstalledModel } from '../../models/hub/installed-model.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'

/**
 * Makes sure that a model's files are those that were taken in, so that a record never names weights that were not used. A file
 * is read again only when it was touched since. Errors: `not-found` (gone), `corrupt-file` (other bytes).
 */
export async function checkModelFiles(
  model: InstalledModel,
  { hashes }: Pick<ModelInventory, 'hashes'>,
): Promise<void> {
  const gone = model.missing.filter((path) => !existsSync(path))
  if (gone.length > 0) {
    throw new WorkspaceError('not-found', `Files of the model "${model.id}" are gone: ${gone.join(', ')}.`, {
      hint: `Put them back, or forget the model: ai-workspace models remove ${model.id}`,
    })
  }
  const [resized] = model.missing
  if (resized !== undefined) throw changed(model, resized)
  for (const { path, sha256 } of model.files) {
    if (sha256 === undefined) continue
    const known = hashes.peek(path)
    // The time of change is set by the system: a file with an older one has lain there since it was taken in.
    if (known === undefined && statSync(path).ctimeMs <= Date.parse(model.addedAt)) continue
    if ((known ?? (await hashes.get(path))) !== sha256) throw changed(model, path)
  }
}

function changed({ id, storage }: InstalledModel, path: string): WorkspaceError {
  return new WorkspaceError('corrupt-file', `The file ${path} has changed since it became the model "${id}".`, {
    hint:
      storage === 'in-place'
        ? `Put the old file back, or take it in as it is now: ai-workspace models add "${path}"`
        : `Fetch the model again: ai-workspace models remove ${id}, then pull or add it.`,
  })
}
