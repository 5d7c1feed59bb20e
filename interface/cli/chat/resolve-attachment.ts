import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { Project } from '../../../base/project.ts'
import type { Workspace } from '../../../core/workspace.ts'
import { resolveAsset } from '../flags/resolve-assets.ts'

/** Endings of files that are taken in as texts rather than as assets. */
const textEndings = /^\.(txt|md|markdown|csv|ts|tsx|js|py|toml|ya?ml|xml|html|css|glsl|wgsl|log)$/i

/** What a message is given along: an asset by id, name or file; a text file is copied into the project's code folder. */
export async function resolveAttachment(
  word: string,
  { workspace, project, note }: { workspace: Workspace; project: Project; note: (text: string) => void },
): Promise<string> {
  if (!textEndings.test(extname(word)) || statSync(word, { throwIfNoEntry: false })?.isFile() !== true) {
    return (await resolveAsset(word, { workspace, project, note })).id
  }
  const path = workspace.chat.addFile(project.id, basename(word), readFileSync(word, 'utf8'))
  note(`Copied ${word} to ${path} of the project.`)
  return path
}
