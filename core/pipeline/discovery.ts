import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { WorkspaceError } from '../../base/error.ts'
import type { ModelFamily } from '../../base/model.ts'
import type { Node } from '../../base/node.ts'
import { Registry, unknownId } from '../../base/registry.ts'

/** The repository's root: what is discovered lies below it. */
const root = join(import.meta.dirname, '..', '..')
const nodeFolders = ['core', 'integrations']

/** The program's own files stay as they are while it runs: their folders are read once, which takes 1 ms a time. */
let found: ReadonlyMap<string, string> | undefined

/**
 * Every node file, by the id its name promises: `depth-image.node.ts` holds 'image.depth', `generate.node.ts` 'generate'.
 * Only names are read, so that a command which needs one node imports one file.
 */
export function nodeFiles(): ReadonlyMap<string, string> {
  found ??= findNodeFiles()
  return found
}

function findNodeFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const file of nodeFolders.flatMap((folder) => filesOfAreas(join(root, folder)))) {
    const id = idOfFile(file)
    const other = files.get(id)
    if (other !== undefined) throw claimedTwice(id, other, file)
    files.set(id, file)
  }
  return files
}

/** Nodes lie in the areas themselves, 'core/imaging/depth-image.node.ts', not deeper: every command looks, and 60 folders take 3 ms. */
function filesOfAreas(folder: string): string[] {
  return areasOf(folder).flatMap((area) =>
    readdirSync(area)
      .filter((name) => name.endsWith('.node.ts'))
      .sort()
      .map((name) => join(area, name)),
  )
}

function areasOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
}

/** Where the nodes lie that were asked for by id. */
const located = new Map<string, string>()

/** The file of one node by the name that its id demands: a command that runs one node does not read all folders, which takes 0.6 ms. */
function fileOfNode(id: string): string | undefined {
  const known = located.get(id) ?? found?.get(id)
  if (known !== undefined || found !== undefined) return known
  // It becomes part of a file's name.
  if (!/^[\w-]+(\.[\w-]+)?$/.test(id)) return undefined
  const name = `${id.split('.').reverse().join('-')}.node.ts`
  if (idOfFile(name) !== id) return undefined
  const files = nodeFolders.flatMap((folder) => areasOf(join(root, folder))).map((area) => join(area, name))
  const [file, other] = files.filter((each) => existsSync(each))
  if (file !== undefined && other !== undefined) throw claimedTwice(id, other, file)
  if (file !== undefined) located.set(id, file)
  return file
}

/** Imports one node. */
export async function loadNode(id: string): Promise<Node> {
  const file = fileOfNode(id)
  if (file === undefined) {
    const error = unknownId('node', id, nodeFiles().keys())
    throw new WorkspaceError(error.code, error.message, { hint: error.hint ?? 'See them: ai-workspace nodes' })
  }
  const { default: node } = (await import(pathToFileURL(file).href)) as { default?: Node }
  if (node?.id !== id) {
    throw new WorkspaceError(
      'internal',
      `${shown(file)} must export the node "${id}" by default; it exports "${node?.id}".`,
    )
  }
  return node
}

/** Imports every node; fails on a double or misnamed id. */
export async function loadNodes(): Promise<Registry<Node>> {
  return new Registry('node', await Promise.all([...nodeFiles().keys()].map(loadNode)))
}

/** Imports every model family below `models/`. */
export async function loadModelFamilies(): Promise<Registry<ModelFamily>> {
  const files = findFiles(join(root, 'models'), '.model.ts')
  const families = await Promise.all(
    files.map(async (file) => {
      const { default: family } = (await import(pathToFileURL(file).href)) as { default?: ModelFamily }
      if (family === undefined)
        throw new WorkspaceError('internal', `${shown(file)} must export a model family by default.`)
      return family
    }),
  )
  return new Registry('model', families)
}

/** The built-in family of that id, by its file's name: `procedural/procedural.model.ts`. One import instead of all; undefined when it is none. */
export async function loadBuiltInFamily(id: string): Promise<ModelFamily | undefined> {
  // A name and no path: it becomes part of a file's name. Built-in ones lie in a folder of their own name.
  if (!/^[\w-]+$/.test(id)) return undefined
  const file = join(root, 'models', id, `${id}.model.ts`)
  if (!existsSync(file)) return undefined
  const { default: family } = (await import(pathToFileURL(file).href)) as { default?: ModelFamily }
  return family?.builtIn === true && family.id === id ? family : undefined
}

/** 'depth-image.node.ts' → 'image.depth', 'from-image-mesh.node.ts' → 'mesh.from-image': the noun is the last word. */
function idOfFile(file: string): string {
  const name = file.slice(file.lastIndexOf(sep) + 1, -'.node.ts'.length)
  const last = name.lastIndexOf('-')
  return last === -1 ? name : `${name.slice(last + 1)}.${name.slice(0, last)}`
}

function findFiles(folder: string, ending: string): string[] {
  // Folder by folder: the `recursive` of readdir takes three times as long.
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules')
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return findFiles(path, ending)
      return entry.name.endsWith(ending) ? [path] : []
    })
    .sort()
}

function claimedTwice(id: string, one: string, other: string): WorkspaceError {
  return new WorkspaceError('internal', `Two files claim the node "${id}": ${shown(one)} and ${shown(other)}.`)
}

function shown(file: string): string {
  return relative(root, file)
}
