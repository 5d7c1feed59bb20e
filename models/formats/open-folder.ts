import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'
import { type ByteSource, openByteSource } from './byte-source.ts'
import { cannotRead } from './cannot-read.ts'
import type { Checkpoint, TensorEntry } from './checkpoint.ts'
import { explainFileErrors } from './explain-file-errors.ts'
import { openSharded } from './open-sharded.ts'
import { readTable } from './read-table.ts'
import type { TensorTable } from './tensor-table.ts'

/** A pipeline has about ten components; a folder of many more is some other folder. */
const MOST_COMPONENTS = 100

/** Configurations are a few kilobytes; vocabularies, which are larger, have other names. */
const MOST_CONFIG_BYTES = 2 ** 20

export interface OpenedFolder extends TensorTable {
  readonly layout: Checkpoint['layout']
  readonly configs: ReadonlyMap<string, unknown>
  readonly opened: readonly ByteSource[]
}

/**
 * Lists the tensors of a diffusers folder: a pipeline (one folder for each component, whose names its tensors get before
 * theirs: `unet/conv_in.weight`) or a single component. Of several files with the same weights it takes safetensors
 * before pickles and full precision before variants. Errors: `bad-input` (a folder without weights), `corrupt-file`.
 */
export async function openFolder(
  path: string,
  { sources }: { readonly sources: AsyncDisposableStack },
): Promise<OpenedFolder> {
  const names = await explainFileErrors(path, () => readdir(path))
  const configs = new Map(await readConfigs(path, names, ''))
  const own = chooseWeights(names)
  if (own !== undefined && !names.includes('model_index.json')) {
    const { opened, ...table } = await openWeights(join(path, own), sources)
    return { ...table, layout: 'component', configs, opened }
  }
  const tensors = new Map<string, TensorEntry>()
  const metadata: [string, string][] = []
  const opened: ByteSource[] = []
  for (const component of await listFolders(path, names)) {
    const inside = join(path, component)
    const files = await explainFileErrors(inside, () => readdir(inside))
    for (const [name, config] of await readConfigs(inside, files, `${component}/`)) configs.set(name, config)
    const weights = chooseWeights(files)
    if (weights === undefined) continue
    const table = await openWeights(join(inside, weights), sources)
    opened.push(...table.opened)
    for (const [name, entry] of table.tensors) tensors.set(`${component}/${name}`, entry)
    for (const [key, text] of Object.entries(table.metadata)) metadata.push([`${component}/${key}`, text])
  }
  if (opened.length === 0) {
    throw new WorkspaceError('bad-input', `The folder ${path} holds no weights that are known by their name.`, {
      hint: 'A pipeline has folders such as unet/ with diffusion_pytorch_model.safetensors in them. Otherwise give the file itself.',
    })
  }
  return { tensors, metadata: Object.fromEntries(metadata), layout: 'folder', configs, opened }
}

/** What diffusers and transformers call weights, in every variant, whole or as an index of shards. */
const weightsName =
  /^(?:diffusion_pytorch_model|model|pytorch_model)(?:\.(?<variant>\w+))?\.(?<kind>safetensors|bin)(?:\.index(?:\.(?<indexVariant>\w+))?\.json)?$/

/** The file to read out of a component's folder, or undefined where none is weights. */
export function chooseWeights(names: readonly string[]): string | undefined {
  const scored = names.flatMap((name) => {
    const groups = weightsName.exec(name)?.groups
    if (groups === undefined) return []
    const variant = groups['variant'] ?? groups['indexVariant']
    const variantScore = variant === undefined ? 0 : /^(?:fp|bf)\d+$/.test(variant) ? 1 : 2
    return [{ name, score: (groups['kind'] === 'bin' ? 10 : 0) + variantScore }]
  })
  return scored.sort((a, b) => a.score - b.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))[0]
    ?.name
}

async function openWeights(
  path: string,
  sources: AsyncDisposableStack,
): Promise<TensorTable & { readonly opened: readonly ByteSource[] }> {
  if (path.endsWith('.json')) return openSharded(path, { sources })
  const source = sources.use(await openByteSource(path))
  return { ...(await readTable(path, source)), opened: [source] }
}

async function listFolders(path: string, names: readonly string[]): Promise<string[]> {
  const folders: string[] = []
  for (const name of names.toSorted()) {
    if (!name.startsWith('.') && (await stat(join(path, name)).catch(() => undefined))?.isDirectory())
      folders.push(name)
  }
  if (folders.length > MOST_COMPONENTS) {
    throw new WorkspaceError(
      'bad-input',
      `The folder ${path} has ${folders.length} folders in it: it is no pipeline.`,
      {
        hint: `A pipeline has at most ${MOST_COMPONENTS} components. Give the folder of one model.`,
      },
    )
  }
  return folders
}

async function readConfigs(folder: string, names: readonly string[], prefix: string): Promise<[string, unknown][]> {
  const configs: [string, unknown][] = []
  for (const name of names.filter((name) => /^(?:model_index|config|\w+_config)\.json$/.test(name)).toSorted()) {
    const path = join(folder, name)
    const { size } = await explainFileErrors(path, () => stat(path))
    if (size > MOST_CONFIG_BYTES) throw cannotRead(path, `a configuration of ${size} bytes is too large`)
    try {
      configs.push([`${prefix}${name}`, JSON.parse(await explainFileErrors(path, () => readFile(path, 'utf8')))])
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      throw cannotRead(path, `it is no JSON (${error.message})`)
    }
  }
  return configs
}
