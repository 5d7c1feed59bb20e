import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { idOf } from '../model-id.ts'
import { guessKind, roleOf } from '../pull/role-of.ts'
import type { FoundFile, FoundModel } from './found-model.ts'

const weights = /\.(safetensors|ckpt|pth?|gguf|sft)$/i
/** Trees that hold no models of the user's but many files. */
const skipped = new Set([
  'node_modules',
  '.git',
  'venv',
  '.venv',
  'site-packages',
  '__pycache__',
  'output',
  'outputs',
  'temp',
])
/** Models lie a few folders deep; deeper is something else. */
const DEEPEST = 8
/** Below this a weights file is a textual inversion or nothing. */
const LEAST_BYTES = 1e6

/** Every model below a folder: weights files, sharded models and diffusers folders. Links are followed, each file told once. */
export function scanFolders(program: string, folder: string): FoundModel[] {
  const found: FoundModel[] = []
  const seen = new Set<string>()
  const visit = (at: string, depth: number) => {
    const entries = list(at)
    if (entries.some((entry) => entry.name === 'model_index.json')) {
      found.push(folderModel(program, folder, at))
      return
    }
    const shards = new Map<string, FoundFile[]>()
    for (const entry of entries) {
      const path = join(at, entry.name)
      const facts = statSync(path, { throwIfNoEntry: false })
      if (facts === undefined || entry.name.startsWith('.') || seen.has(realpathSync(path))) continue
      seen.add(realpathSync(path))
      if (facts.isDirectory()) {
        if (depth < DEEPEST && !skipped.has(entry.name)) visit(path, depth + 1)
        continue
      }
      if (!facts.isFile() || !weights.test(entry.name)) continue
      const kind = guessKind(relative(folder, path))
      if (facts.size < LEAST_BYTES && kind !== 'embedding') continue
      const file = { path, role: 'weights', sizeBytes: facts.size }
      const shard = /^(.+)-\d{5}-of-\d{5}\.safetensors$/.exec(entry.name)?.[1]
      if (shard === undefined) found.push(fileModel(program, folder, file))
      else shards.set(shard, [...(shards.get(shard) ?? []), file])
    }
    for (const [name, files] of shards) found.push(shardedModel(program, folder, at, name, files))
  }
  visit(folder, 0)
  return found
}

function fileModel(program: string, folder: string, file: FoundFile): FoundModel {
  const name = basename(file.path)
  const kind = guessKind(relative(folder, file.path))
  return { program, id: idFor(file.path), title: name, kind, files: [file], source: `${program}: ${file.path}` }
}

function shardedModel(program: string, folder: string, at: string, name: string, files: FoundFile[]): FoundModel {
  const beside = list(at).filter(
    (entry) => entry.name === `${name}.safetensors.index.json` || entry.name === 'config.json',
  )
  const all = [...files, ...beside.map((entry) => fileAt(join(at, entry.name), 'config'))]
  return {
    program,
    id: idFor(join(at, name)),
    title: name,
    kind: guessKind(relative(folder, at)),
    files: all,
    source: `${program}: ${at}`,
  }
}

function folderModel(program: string, root: string, at: string): FoundModel {
  const files = readdirSync(at, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        /\.(safetensors|json|txt|model|bin)$/.test(path) &&
        statSync(path, { throwIfNoEntry: false })?.isFile() === true,
    )
    .map((path) => fileAt(path, roleOf(relative(at, path).replaceAll('\\', '/'))))
  const guessed = guessKind(relative(root, at))
  const kind = guessed === 'unknown' ? 'checkpoint' : guessed
  return { program, id: idOf(basename(at)), title: basename(at), kind, files, source: `${program}: ${at}` }
}

/** File names that repeat from model to model: the folder says which one it is. */
function idFor(path: string): string {
  const name = idOf(basename(path))
  const repeats = /^(pytorch-lora-weights|diffusion-pytorch-model.*|model|pytorch-model|adapter-model|lora|checkpoint)$/
  return repeats.test(name) ? idOf(`${basename(dirname(path))}-${name}`) : name
}

function fileAt(path: string, role: string): FoundFile {
  return { path, role, sizeBytes: statSync(path).size }
}

/** What of a folder can be read; one that cannot is passed over, since it belongs to someone else. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
