import { WorkspaceError } from '../../../base/error.ts'
import type { Flag } from './flag.ts'

/** The flags of a command that chooses between nodes: each name once, the first node's wording first. */
export function mergedFlags(...lists: readonly (readonly Flag[])[]): Flag[] {
  const byName = new Map<string, Flag>()
  for (const flag of lists.flat()) if (!byName.has(flag.name)) byName.set(flag.name, flag)
  return [...byName.values()]
}

/** Throws when a given flag belongs only to the node that was not chosen. */
export function rejectForeignFlags(
  given: Readonly<Record<string, unknown>>,
  own: readonly Flag[],
  other: readonly Flag[],
  when: string,
): void {
  const ownKeys = new Set(own.map((flag) => flag.path[0]))
  const foreign = other.find((flag) => !ownKeys.has(flag.path[0]) && given[flag.path[0] ?? ''] !== undefined)
  if (foreign === undefined) return
  throw new WorkspaceError('bad-input', `--${foreign.name} does nothing ${when}.`, {
    hint: `Leave --${foreign.name} out.`,
  })
}
