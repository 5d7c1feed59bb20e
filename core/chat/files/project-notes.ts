import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WorkspaceError } from '../../../base/error.ts'
import type { Project } from '../../../base/project.ts'
import { effectOf } from './project-files.ts'

/**
 * What every conversation of a project is told, each a file in its folder that a person may edit: `instructions.md` says what the
 * person wants, `memory.md` what was to be kept in mind. No tool writes the first.
 */
export const projectNotes = ['instructions', 'memory'] as const
export type ProjectNote = (typeof projectNotes)[number]

/** Some 2,000 tokens. */
const mostCharacters = 8000

export function readNote(project: Project, note: ProjectNote): string {
  const file = notePath(project, note)
  return existsSync(file) ? readFileSync(file, 'utf8').slice(0, mostCharacters) : ''
}

/** The step of the history that changes it. */
export function noteEffect(project: Project, note: ProjectNote, text: string) {
  if (text.length > mostCharacters) {
    throw new WorkspaceError('bad-input', `The ${note} of a project: at most ${mostCharacters} characters.`, {
      hint: note === 'memory' ? 'Let some of it be forgotten first.' : 'Longer texts belong into files of the project.',
    })
  }
  return effectOf(project, notePath(project, note), text)
}

function notePath(project: Project, note: ProjectNote): string {
  return join(project.folder, `${note}.md`)
}
