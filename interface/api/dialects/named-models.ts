import { basename } from 'node:path'
import type { InstalledModel } from '../../../core/models/model-library.ts'
import type { Workspace } from '../../../core/workspace.ts'

/** A model as other APIs name it: by its file and the first ten digits of its hash. */
export interface NamedModel {
  /** The workspace's own name. */
  readonly id: string
  /** 'dream.safetensors [879db523c3]'. */
  readonly title: string
  /** 'dream'. */
  readonly name: string
  readonly filename: string
  readonly sha256?: string
  /** The first ten digits. */
  readonly hash?: string
}

export interface Checkpoint extends NamedModel {
  readonly isDefault: boolean
  readonly builtIn: boolean
  /** Drawn by another server. */
  readonly isServer: boolean
}

/** Every model that makes pictures here: the built-in engine first. */
export async function listCheckpoints(workspace: Workspace): Promise<Checkpoint[]> {
  const { inventory } = await workspace.library()
  const listed = await workspace.models.list()
  return listed
    .filter(({ task }) => task === 'text-to-image')
    .map(({ id, builtIn, isDefault }) => {
      const installed = builtIn ? undefined : inventory.get(id)
      const named = installed === undefined ? { id, title: id, name: id, filename: id } : nameModel(installed)
      return { ...named, builtIn, isDefault, isServer: installed?.storage === 'server' }
    })
}

/** The installed models of a kind. */
export async function listModels(workspace: Workspace, kind: InstalledModel['kind']): Promise<NamedModel[]> {
  return (await workspace.library()).inventory.find({ kind }).map(nameModel)
}

function nameModel({ id, files }: InstalledModel): NamedModel {
  const main = files.find(({ role }) => role === 'weights') ?? files[0]
  // Where it lies is nobody's business but this machine's.
  const filename = main === undefined ? id : basename(main.path)
  const sha256 = main?.sha256
  const hash = sha256?.slice(0, 10)
  return {
    id,
    title: hash === undefined ? filename : `${filename} [${hash}]`,
    name: id,
    filename,
    ...(sha256 !== undefined && { sha256 }),
    ...(hash !== undefined && { hash }),
  }
}

/** The model that a client means by a title, a name, a file or a hash, with or without ending and hash in brackets. */
export function findModel<M extends NamedModel>(name: string, models: readonly M[]): M | undefined {
  const wanted = [name.toLowerCase(), bare(name)]
  return models.find(({ id, title, filename, hash = '', sha256 = '' }) =>
    [id, title, filename, hash, hash.slice(0, 8), sha256]
      .filter((each) => each !== '')
      .flatMap((each) => [each.toLowerCase(), bare(each)])
      .some((each) => wanted.includes(each)),
  )
}

/** The same, or of those whose title has the name within, the shortest: `get_closet_checkpoint_match` of A1111's modules/sd_models.py. */
export function pickModel<M extends NamedModel>(name: string, models: readonly M[]): M | undefined {
  const within = () =>
    models
      .filter(({ title }) => title.toLowerCase().includes(name.toLowerCase()))
      .sort((a, b) => a.title.length - b.title.length)[0]
  return findModel(name, models) ?? within()
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/ \[[0-9a-f]+\]$/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.(safetensors|ckpt|pth?|bin|sft)$/, '')
}
