import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WorkspaceError } from '../../../base/error.ts'
import type { Project } from '../../../base/project.ts'
import { effectOf } from './project-files.ts'

/** Every conversation of the project is told it: some 2,000 tokens. */
const mostCharacters = 8000

/** What conversations of a project shall keep in mind, `memory.md` in its folder: a person may edit it. */
export function readMemory(project: Project): string {
  const file = memoryPath(project)
  return existsSync(file) ? readFileSync(file, 'utf8').slice(0, mostCharacters) : ''
}

/** The step of the history that changes it. */
export function memoryEffect(project: Project, text: string) {
  if (text.length > mostCharacters) {
    throw new WorkspaceError('bad-input', `The memory of a project has at most ${mostCharacters} characters.`, {
      hint: 'Let some of it be forgotten first.',
    })
  }
  return effectOf(project, memoryPath(project), text)
}

function memoryPath(project: Project): string {
  return join(project.folder, 'memory.md')
}
