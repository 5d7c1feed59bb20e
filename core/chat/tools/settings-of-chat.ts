import { WorkspaceError } from '../../../base/error.ts'

/**
 * What a conversation may change. Never what decides whom this machine talks to, what it runs, or what a conversation may do: a
 * text that a model has read must not reach those.
 */
const sections = new Set(['engine', 'models', 'generate', 'projects', 'logs'])

/** Throws `access-denied` for a setting that is changed by hand alone. */
export function checkSettingOfChat(key: string): void {
  if (sections.has(key.split('.')[0] ?? '')) return
  throw new WorkspaceError('access-denied', `The setting ${key} is not changed from a conversation.`, {
    hint: `Change it by hand: ai-workspace config set ${key} …`,
  })
}
