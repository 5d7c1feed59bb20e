import { readFileSync, statSync } from 'node:fs'
import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Project } from '../../../base/project.ts'
import { sha256 } from '../../../core/storage/record.ts'
import type { Workspace } from '../../../core/workspace.ts'

/**
 * An asset that is there: by id, name, name@2, or the path of a file that the project has, as --quiet prints it. Nothing is
 * imported. Errors: `not-found`.
 */
export function findAsset(word: string, workspace: Workspace, project: Project): Asset {
  try {
    return workspace.assets.get(word, project.id)
  } catch (error) {
    const isMissing = error instanceof WorkspaceError && error.code === 'not-found'
    if (!isMissing || statSync(word, { throwIfNoEntry: false })?.isFile() !== true) throw error
    const known = workspace.assets.byContent(sha256(readFileSync(word)), project.id)
    if (known !== undefined) return known
    throw new WorkspaceError('not-found', `The file "${word}" is not in the project "${project.name}".`, {
      hint: `Take it in first: ai-workspace assets import "${word}"`,
      cause: error,
    })
  }
}
