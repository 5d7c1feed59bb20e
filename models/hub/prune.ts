import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import type { ModelInventory } from './inventory.ts'
import { tryLock } from './pull/pull-lock.ts'
import { takenBytes } from './taken-bytes.ts'

/** Something in the models folder that nothing needs. */
export interface Waste {
  readonly what:
    | 'unfinished download'
    | 'model whose files are gone'
    | 'part that no model needs'
    | 'leftover'
    | 'packed weights'
  readonly name: string
  readonly sizeBytes: number
  remove(): void
}

/** What could go: only what this workspace put there itself, and nothing that a running pull uses. */
export async function findWaste(inventory: ModelInventory): Promise<Waste[]> {
  return [
    ...unfinishedDownloads(inventory.folder),
    ...goneModels(inventory),
    ...orphanedParts(inventory),
    ...leftovers(inventory),
    ...(await packedForNobody(inventory)),
  ]
}

function unfinishedDownloads(folder: string): Waste[] {
  const downloads = join(folder, '.downloads')
  if (!existsSync(downloads)) return []
  return readdirSync(downloads, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }): Waste[] => {
      const lock = tryLock(join(downloads, `${name}.lock`))
      if (lock === undefined) return []
      lock.close()
      const path = join(downloads, name)
      const remove = () => {
        for (const each of [path, `${path}.lock`, `${path}.progress.json`])
          rmSync(each, { recursive: true, force: true })
      }
      return [{ what: 'unfinished download', name, sizeBytes: folderBytes(path), remove }]
    })
}

function goneModels(inventory: ModelInventory): Waste[] {
  return inventory
    .list()
    .filter((model) => model.storage === 'in-place' && model.missing.length === model.files.length)
    .map((model) => ({
      what: 'model whose files are gone',
      name: `${model.id}@${model.version}`,
      sizeBytes: 0,
      remove: () => void inventory.remove(model),
    }))
}

function orphanedParts(inventory: ModelInventory): Waste[] {
  const models = inventory.list()
  const needed = new Set<string>()
  for (const model of models.filter((each) => !each.component)) {
    for (const companion of inventory.withCompanions(model)) needed.add(companion.id)
  }
  return models
    .filter((model) => model.component && !needed.has(model.id))
    .map((model) => ({
      what: 'part that no model needs',
      name: `${model.id}@${model.version}`,
      sizeBytes: model.storage === 'copied' ? model.sizeBytes : 0,
      remove: () => void inventory.remove(model),
    }))
}

/** Version folders without a manifest: a pull or copy that ended in its last moment. */
function leftovers({ folder }: ModelInventory): Waste[] {
  if (!existsSync(folder)) return []
  return foldersOf(folder).flatMap((id) =>
    foldersOf(join(folder, id))
      // Only folders of the form we write: a person's own files in here stay.
      .filter((version) => /^[0-9a-f]{12}$/.test(version) && !existsSync(join(folder, id, version, 'model.json')))
      .map((version): Waste => {
        const path = join(folder, id, version)
        const remove = () => rmSync(path, { recursive: true, force: true })
        return { what: 'leftover', name: `${id}/${version}`, sizeBytes: folderBytes(path), remove }
      }),
  )
}

/** Weights in fewer bits whose checkpoint is no longer installed: each file's key begins with its hash (graph/weight-file.ts). */
async function packedForNobody(inventory: ModelInventory): Promise<Waste[]> {
  const folder = join(inventory.folder, '.packed')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.safetensors')) : []
  if (files.length === 0) return []
  const checkpoints = inventory.list().filter(({ kind, storage }) => kind === 'checkpoint' && storage !== 'server')
  const there = checkpoints.filter(({ missing }) => missing.length === 0)
  const hashes = new Set(await Promise.all(there.map((model) => inventory.hash(model))))
  const waste: Waste[] = []
  for (const name of files) {
    const path = join(folder, name)
    const owner = await ownerOf(path)
    if (owner !== undefined && hashes.has(owner)) continue
    waste.push({
      what: 'packed weights',
      name,
      sizeBytes: takenBytes(path),
      remove: () => rmSync(path, { force: true }),
    })
  }
  return waste
}

/** The hash of the checkpoint that a file was packed from; undefined where it cannot be read. */
async function ownerOf(path: string): Promise<string | undefined> {
  try {
    await using file = await openCheckpoint(path)
    return file.metadata['key']?.split('/', 1)[0]
  } catch {
    // A damaged file of a cache is of no use to anybody.
    return undefined
  }
}

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + takenBytes(join(folder, String(name))), 0)
}
