import { WorkspaceError } from '../../base/error.ts'
import type { Database } from './database.ts'

/** So many assets of the same millisecond keep their order; times of a whole century stay below 2^53 with it. */
export const placesAMillisecond = 2048

/** The least position of an asset made at a time (ISO 8601). */
export function timePosition(time: string): number {
  const ms = Date.parse(time)
  if (Number.isNaN(ms))
    throw new WorkspaceError('bad-input', `"${time}" is no time.`, { hint: 'For example: 2026-11-26T12:00:00Z' })
  return ms * placesAMillisecond
}

/** The place of a new asset in the order of time: after all of the same millisecond. */
export function freePosition(database: Database, createdAt: string): number {
  for (let from = timePosition(createdAt); ; from += placesAMillisecond) {
    const row = database.get(
      'SELECT max(position) AS last FROM assets WHERE position >= ? AND position < ?',
      from,
      from + placesAMillisecond,
    )
    const last = row!['last'] as number | null
    if (last === null) return from
    if (last < from + placesAMillisecond - 1) return last + 1
  }
}
