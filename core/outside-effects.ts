import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ModelInventory } from '../models/hub/inventory.ts'
import type { Settings } from './config/settings.ts'
import { keepBlob, readBlob } from './storage/blobs.ts'
import type { OutsideEffect, OutsideEffects } from './storage/effect.ts'
import { writeFileWhole } from './storage/files.ts'
import type { ProjectStore } from './storage/project-store.ts'
import { sha256 } from './storage/record.ts'

interface Parts {
  readonly settings: Settings
  readonly inventory: ModelInventory
  readonly projects: ProjectStore
  /** Moves a conversation to another project. */
  readonly moveConversation: (id: string, projectId: string) => void
}

/** Settings, project files, models' defaults and the project in use, as steps of the history. */
export function outsideEffects({ settings, inventory, projects, moveConversation }: Parts): OutsideEffects {
  return {
    apply(projectId, effect, way) {
      const forward = way === 'do'
      switch (effect.type) {
        case 'setting': {
          const [from, to] = ends(effect, forward)
          const now = settings.changed()[effect.key]
          if (isDeepStrictEqual(now, to)) return undefined
          if (!isDeepStrictEqual(now, from)) return `The setting ${effect.key} was changed since.`
          settings.change({ [effect.key]: to })
          return undefined
        }
        case 'model-default': {
          const [from, to] = ends(effect, forward)
          const now = inventory.chosenFor(effect.kind)
          if (now === to) return undefined
          if (now !== from) return `Another ${effect.kind} was chosen since.`
          inventory.chooseFor(effect.kind, to)
          return undefined
        }
        case 'file':
          return moveFile(projectId, effect, forward)
        case 'current-project': {
          const [from, to] = ends(effect, forward)
          moveConversation(effect.conversation, to)
          if (projects.current().id === from) projects.use(to)
          return undefined
        }
        case 'project':
          return forward ? projects.makeAgain(effect) : projects.removeEmpty(effect.id)
        default:
          return effect satisfies never
      }
    },
  }

  function moveFile(
    projectId: string,
    effect: Extract<OutsideEffect, { type: 'file' }>,
    forward: boolean,
  ): string | undefined {
    const project = projects.get(projectId)
    const path = join(project.folder, effect.path)
    const [from, to] = ends(effect, forward)
    const bytes = existsSync(path) ? readFileSync(path) : undefined
    const now = bytes === undefined ? undefined : sha256(bytes)
    if (now === to) return undefined
    if (now !== from) return `The file ${effect.path} was changed since.`
    if (bytes !== undefined) keepBlob(project, bytes)
    if (to === undefined) {
      rmSync(path)
      return undefined
    }
    const content = readBlob(project, to)
    if (content === undefined) return `What the file ${effect.path} held is not kept any more.`
    writeFileWhole(path, content)
    return undefined
  }
}

function ends<T>({ before, after }: { before?: T; after?: T }, forward: boolean): [T, T] {
  return (forward ? [before, after] : [after, before]) as [T, T]
}
