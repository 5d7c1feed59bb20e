import { createHash } from 'node:crypto'
import { constants, statSync } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'
import { type GgufFacts, isGguf, readGgufFacts } from '../llm/llama/gguf-facts.ts'
import type { Catalogue, CatalogueEntry } from './catalogue.ts'
import { explainDiskError } from './disk-error.ts'
import { ensureFreeSpace } from './download/free-space.ts'
import { identifyModel } from './identify-model.ts'
import { type InstalledModel, type Manifest, mainFile } from './installed-model.ts'
import type { ModelInventory } from './inventory.ts'
import { idOf } from './model-id.ts'
import type { ModelKind } from './model-kind.ts'
import type { FoundModel } from './scan/found-model.ts'
import { scanFolders } from './scan/scan-folders.ts'

export interface AddOptions {
  readonly inventory: ModelInventory
  readonly catalogue: Catalogue
  /** Copies the files into the workspace; otherwise they are used where they lie. */
  readonly copy?: boolean
  readonly id?: string
  readonly kind?: ModelKind
}

/** The model that a file or diffusers folder of this machine is. */
export function findAt(path: string): FoundModel {
  const at = resolve(path)
  const facts = statSync(at, { throwIfNoEntry: false })
  if (facts === undefined) throw new WorkspaceError('not-found', `There is no file ${path}.`)
  if (facts.isFile()) {
    const title = basename(at)
    return {
      program: 'added',
      id: idOf(title),
      title,
      kind: 'unknown',
      files: [{ path: at, role: 'weights', sizeBytes: facts.size }],
      source: at,
    }
  }
  const [only, ...others] = scanFolders('added', at)
  if (only !== undefined && others.length === 0) return { ...only, source: at }
  throw new WorkspaceError(
    'bad-input',
    `${path} holds ${only === undefined ? 'no model' : `${others.length + 1} models`}.`,
    {
      hint:
        only === undefined
          ? 'Give a weights file or a diffusers folder.'
          : `Add one of them, or all: ai-workspace models scan --folder ${path}`,
    },
  )
}

/**
 * Takes a model that lies on this machine into the inventory. What it is comes from its bytes' headers; a file that is in
 * the catalogue by its hash gets its facts from there. Weights are not read here: `inventory.hash` does so when needed.
 */
export async function addModel(
  found: FoundModel,
  { inventory, catalogue, copy = false, id, kind }: AddOptions,
): Promise<InstalledModel> {
  const main = mainFile(found.files)
  const identity = await identifyModel(found.files)
  const known = main.sha256 ?? inventory.hashes.peek(main.path)
  const entry = known === undefined ? undefined : entryOfHash(catalogue, known)
  const guessed = kind ?? entry?.kind ?? identity.kind ?? found.kind
  const language =
    identity.kind === 'language' && (await isGguf(main.path)) ? await readGgufFacts(main.path) : undefined
  const architecture = entry?.family ?? identity.architecture ?? language?.architecture
  const manifest: Manifest = {
    format: 1,
    id: id ?? entry?.id ?? found.id,
    version: (known ?? fingerprint(main.path)).slice(0, 12),
    title: entry?.title ?? found.title,
    kind: guessed,
    ...(identity.description === undefined ? {} : { description: identity.description }),
    ...(architecture === undefined ? {} : { architecture }),
    component: false,
    storage: copy ? 'copied' : 'in-place',
    files: found.files.map((file) => ({ ...file, path: copy ? `files/${nameWithin(found, file.path)}` : file.path })),
    companions: companionIds(entry),
    settings: { ...(language && settingsOf(language)), ...entry?.settings },
    ...licenceOf(found, entry),
    commercialUse: entry?.commercialUse ?? 'unknown',
    source: found.source,
    addedAt: new Date().toISOString(),
  }
  if (copy) await copyFiles(found, inventory.versionFolder(manifest))
  return inventory.add(manifest)
}

/** Facts of the catalogue for a model whose hash became known after it was added. */
export function nameByHash(
  model: InstalledModel,
  sha256: string,
  { inventory, catalogue }: AddOptions,
): InstalledModel {
  const entry = entryOfHash(catalogue, sha256)
  if (entry === undefined || model.licence !== undefined) return inventory.get(`${model.id}@${model.version}`)
  return inventory.amend(model, {
    title: entry.title,
    kind: entry.kind,
    architecture: entry.family,
    licence: entry.licence,
    commercialUse: entry.commercialUse,
    settings: { ...entry.settings },
    companions: companionIds(entry),
  })
}

function settingsOf({ quantisation, contextTokens, embeds }: GgufFacts) {
  return { context: contextTokens, quantisation, ...(embeds ? { embeds } : {}) }
}

function companionIds(entry: CatalogueEntry | undefined): string[] {
  return (entry?.companions ?? []).flatMap((each) => ('id' in each && each.need !== 'base' ? [each.id] : []))
}

function entryOfHash(catalogue: Catalogue, sha256: string): CatalogueEntry | undefined {
  return [...catalogue].find((entry) => !entry.component && entry.files.some((file) => file.sha256 === sha256))
}

function licenceOf(found: FoundModel, entry: CatalogueEntry | undefined): { licence?: string } {
  const licence = entry?.licence ?? found.licence
  return licence === undefined ? {} : { licence }
}

/** Stands for the content until the hash is known: changes when the file does. */
function fingerprint(path: string): string {
  const { size, mtimeMs } = statSync(path)
  return createHash('sha256').update(`${path}\n${size}\n${mtimeMs}`).digest('hex')
}

async function copyFiles(found: FoundModel, folder: string): Promise<void> {
  const target = join(folder, 'files')
  const needed = found.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  try {
    await mkdir(target, { recursive: true })
    await ensureFreeSpace(target, needed)
    for (const { path } of found.files) {
      const copy = join(target, nameWithin(found, path))
      await mkdir(dirname(copy), { recursive: true })
      // A file system that shares blocks makes no second copy.
      await copyFile(path, copy, constants.COPYFILE_FICLONE)
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw explainDiskError(folder, error)
  }
}

/** A file's path within its model: below the folder that holds all of them. */
function nameWithin({ files }: FoundModel, path: string): string {
  const folders = files.map((file) => dirname(file.path))
  const shared = folders.reduce((common, folder) => {
    let at = common
    while (relative(at, folder).startsWith('..')) at = dirname(at)
    return at
  })
  return relative(shared, path).replaceAll('\\', '/')
}
