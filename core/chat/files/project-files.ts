import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { WorkspaceError } from '../../../base/error.ts'
import type { Project } from '../../../base/project.ts'
import { keepBlob } from '../../storage/blobs.ts'
import type { OutsideEffect } from '../../storage/effect.ts'
import { sha256 } from '../../storage/record.ts'

/** Text files are small; what is larger is no text that a person wrote. */
const mostBytes = 2_000_000

export interface ProjectFile {
  /** Relative to the project's folder, with forward slashes: 'code/notes.md'. */
  readonly path: string
  readonly sizeBytes: number
  readonly changedAt: string
}

/** Whether an attachment is a text file of the project rather than an asset. */
export function isFilePath(attachment: string): boolean {
  return attachment.startsWith('code/')
}

/** The text files below a project's `code/`, by path. Links are not followed. */
export function listProjectFiles(project: Project): ProjectFile[] {
  const folder = join(project.folder, 'code')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(folder, file)
          .split(sep)
          .some((part) => part.startsWith('.') || part === 'node_modules'),
    )
    .map((file) => {
      const { size, mtime } = statSync(file)
      return { path: shown(project, file), sizeBytes: size, changedAt: mtime.toISOString() }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** A text file's content. Errors: `not-found`; `bad-input` for a path that leaves `code/`, or what is no text. */
export function readProjectFile(project: Project, path: string): { readonly path: string; readonly text: string } {
  const file = fileInside(project, path)
  if (!existsSync(file)) {
    throw new WorkspaceError('not-found', `There is no file "${path}" in the project.`, {
      hint: 'See them with files_list.',
    })
  }
  if (!statSync(file).isFile() || statSync(file).size > mostBytes) {
    throw new WorkspaceError('bad-input', `"${path}" is no text file of at most ${mostBytes / 1e6} MB.`)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    if (text.includes('\0')) throw new Error('binary')
    return { path: shown(project, file), text }
  } catch (cause) {
    throw new WorkspaceError('bad-input', `"${path}" is no text file.`, { cause })
  }
}

/** The step of the history that gives a file this text; what it held is kept. */
export function fileEffect(project: Project, path: string, text: string): Extract<OutsideEffect, { type: 'file' }> {
  const file = fileInside(project, path)
  if (existsSync(file) && !statSync(file).isFile()) throw new WorkspaceError('bad-input', `"${path}" is a folder.`)
  return effectOf(project, file, text)
}

/** As `fileEffect`, for a file of the project that the workspace itself keeps. */
export function effectOf(project: Project, file: string, text: string): Extract<OutsideEffect, { type: 'file' }> {
  const before = existsSync(file) ? keepBlob(project, readFileSync(file)) : undefined
  const bytes = new TextEncoder().encode(text)
  keepBlob(project, bytes)
  return { type: 'file', path: shown(project, file), after: sha256(bytes), ...(before !== undefined && { before }) }
}

/** The absolute path of what lies below `code/`, also where links are on the way. */
function fileInside(project: Project, path: string): string {
  const folder = join(project.folder, 'code')
  const plain = normalize(path.replaceAll('\\', '/')).replace(/^\.?\//, '')
  const file = join(project.folder, plain.startsWith('code/') ? plain : join('code', plain))
  const parts = relative(folder, file).split(sep)
  const leaves = parts[0] === '..' || parts[0] === '' || /^([a-z]:|\/|~)/i.test(path) || path.includes('\0')
  if (leaves || parts.some((part) => part.startsWith('.')) || followsLink(folder, file)) {
    throw new WorkspaceError('bad-input', `"${path}" is not a file of the project's code folder.`, {
      hint: 'Like code/notes.md.',
    })
  }
  return file
}

function followsLink(folder: string, file: string): boolean {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) return true
  let above = dirname(file)
  while (!existsSync(above)) above = dirname(above)
  const real = relative(realpathSync(folder), realpathSync(above))
  // A folder that is not there yet is made below what is: `code/` itself, then.
  return above.startsWith(folder) && (real.split(sep)[0] === '..' || real.startsWith(sep))
}

function shown(project: Project, file: string): string {
  return relative(project.folder, file).split(sep).join('/')
}
