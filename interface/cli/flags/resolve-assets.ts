import { existsSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Project } from '../../../base/project.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Flag } from './flag.ts'

interface Scope {
  readonly workspace: Workspace
  readonly project: Project
  readonly note: (text: string) => void
}

/** Replaces every asset a user named (id, name, name@2 or a file, which is imported first) by its id. */
export async function resolveAssets(
  input: Record<string, unknown>,
  flags: readonly Flag[],
  scope: Scope,
): Promise<Record<string, unknown>> {
  const resolved = { ...input }
  for (const flag of flags) {
    const [key = ''] = flag.path
    const given = resolved[key]
    if (flag.assetKinds === undefined || flag.path.length !== 1 || given === undefined) continue
    const one = async (word: unknown) => (await resolveAsset(String(word), scope, flag)).id
    resolved[key] = Array.isArray(given) ? await Promise.all(given.map(one)) : await one(given)
  }
  return resolved
}

/** One asset by id, name, name@2 or file; `flag` says which kinds fit. */
export async function resolveAsset(word: string, scope: Scope, flag?: Flag): Promise<Asset> {
  const asset = looksLikeFile(word)
    ? await fromFile(word, scope)
    : (fromName(word, scope) ?? (await fromFile(word, scope)))
  const kinds = flag?.assetKinds ?? []
  if (flag !== undefined && kinds.length > 0 && !kinds.includes(asset.kind)) {
    throw new WorkspaceError('bad-input', `--${flag.name} takes ${kinds.join(' or ')}; "${word}" is ${asset.kind}.`, {
      hint: `See what fits: ai-workspace assets list --kind ${kinds[0]}`,
    })
  }
  return asset
}

/** A path is written with a separator; a bare word is an asset first and a file second. */
function looksLikeFile(word: string): boolean {
  return /[/\\]/.test(word) || word.startsWith('.') || word.startsWith('~')
}

function fromName(word: string, { workspace, project }: Scope): Asset | undefined {
  try {
    return workspace.assets.get(word, project.id)
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'not-found') throw error
    if (existsSync(word)) return undefined
    if (extname(word) === '') throw error
    throw new WorkspaceError('not-found', `There is no asset and no file "${word}".`, {
      hint: 'See the assets: ai-workspace assets list',
      cause: error,
    })
  }
}

async function fromFile(file: string, { workspace, project, note }: Scope): Promise<Asset> {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) {
    throw new WorkspaceError('not-found', `There is no file "${file}".`, {
      hint: 'An asset is named by its id, its name, name@version or a path: ai-workspace assets list',
    })
  }
  if (!stats.isFile()) throw new WorkspaceError('bad-input', `"${file}" is a folder, not a file.`)
  const asset = await workspace.importFile(file, { projectId: project.id })
  note(`Imported ${file} as "${asset.name}" (${asset.kind}).`)
  return asset
}
