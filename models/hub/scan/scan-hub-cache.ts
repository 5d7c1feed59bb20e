import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { idOf } from '../model-id.ts'
import { guessKind, roleOf } from '../pull/role-of.ts'
import { chooseFiles } from '../sources/choose-files.ts'
import type { HubFile } from '../sources/hub-repository.ts'
import type { FoundModel } from './found-model.ts'

/**
 * The models of a Hugging Face cache (`models--owner--name/{refs,blobs,snapshots}`; huggingface.co/docs/hub/local-cache).
 * Blobs of large files are named by their SHA-256, so that their hashes are known without reading them.
 */
export function scanHubCache(program: string, folder: string): FoundModel[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('models--'))
    .flatMap((name) => scanRepository(program, join(folder, name), name.slice('models--'.length).replaceAll('--', '/')))
}

function scanRepository(program: string, folder: string, repo: string): FoundModel[] {
  const commit = currentCommit(folder)
  if (commit === undefined) return []
  const snapshot = join(folder, 'snapshots', commit)
  const files: HubFile[] = readdirSync(snapshot, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const facts = statSync(path, { throwIfNoEntry: false })
    // A link to a blob that was never finished leads nowhere.
    return facts?.isFile() === true
      ? [{ path: relative(snapshot, path).replaceAll('\\', '/'), sizeBytes: facts.size }]
      : []
  })
  const model = (paths: readonly HubFile[], path?: string): FoundModel => {
    const licence = licenceOf(snapshot)
    return {
      program,
      id: idOf(path === undefined ? repo : basename(path)),
      title: path === undefined ? repo : `${repo}: ${path}`,
      kind:
        files.some((file) => file.path === 'model_index.json') && path === undefined
          ? 'checkpoint'
          : guessKind(path ?? repo),
      ...(licence === undefined ? {} : { licence }),
      source: `hf:${repo}@${commit}${path === undefined ? '' : `/${path}`}`,
      files: paths.map((file) => {
        const at = join(snapshot, file.path)
        const blob = basename(realpathSync(at))
        return {
          path: at,
          role: roleOf(file.path),
          sizeBytes: file.sizeBytes ?? 0,
          ...(/^[0-9a-f]{64}$/.test(blob) ? { sha256: blob } : {}),
        }
      }),
    }
  }
  const single = files.filter((file) => /\.(safetensors|gguf|ckpt|pth?)$/.test(file.path))
  try {
    const chosen = chooseFiles(repo, files)
    return [model(chosen)]
  } catch {
    // Several models in one repository: each file is one.
    return single.map((file) => model([file], file.path))
  }
}

/** The commit of `main`, else the newest that is there. */
function currentCommit(folder: string): string | undefined {
  const snapshots = join(folder, 'snapshots')
  if (!existsSync(snapshots)) return undefined
  const main = join(folder, 'refs', 'main')
  const named = existsSync(main) ? readFileSync(main, 'utf8').trim() : undefined
  if (named !== undefined && existsSync(join(snapshots, named))) return named
  return readdirSync(snapshots).toSorted(
    (a, b) => statSync(join(snapshots, b)).mtimeMs - statSync(join(snapshots, a)).mtimeMs,
  )[0]
}

/** The licence that the model card's first lines state. */
function licenceOf(snapshot: string): string | undefined {
  const card = join(snapshot, 'README.md')
  if (!existsSync(card)) return undefined
  const [, head] = /^---\n([\s\S]*?)\n---/.exec(readFileSync(card, 'utf8').slice(0, 20_000)) ?? []
  return /^license:\s*([^\s#]+)/m.exec(head ?? '')?.[1]
}
