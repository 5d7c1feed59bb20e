import { placesAMillisecond } from './asset-position.ts'
import type { Database } from './database.ts'
import { type AssetFilter, conditions } from './search-assets.ts'

/** Assets that follow each other in a list by time: `key` is a day of this machine's calendar ('2026-11-26') or a session. */
export interface TimelineGroup {
  readonly key: string
  readonly count: number
}

/** Every time zone is a multiple of this from UTC, so no quarter of an hour lies in two days. */
const quarter = 15 * 60_000

/** How the assets that match fall into days or sessions, newest first or oldest first as the filter sorts. */
export function assetTimeline(database: Database, filter: AssetFilter, by: 'day' | 'session'): TimelineGroup[] {
  const groups = by === 'day' ? byDay(database, filter) : bySession(database, filter)
  return filter.sort === 'oldest' ? groups : groups.reverse()
}

function byDay(database: Database, filter: AssetFilter): TimelineGroup[] {
  const { where, values } = conditions(filter)
  const rows = database.all(
    `SELECT position / ${placesAMillisecond * quarter} AS quarter, count(*) AS count FROM assets INDEXED BY ${indexOf(filter)}
     WHERE ${where} GROUP BY quarter ORDER BY quarter`,
    ...values,
  )
  const days = new Map<string, number>()
  for (const { quarter: number, count } of rows) {
    const day = dayOf(new Date(Number(number) * quarter))
    days.set(day, (days.get(day) ?? 0) + Number(count))
  }
  return [...days].map(([key, count]) => ({ key, count }))
}

/** A session that another one interrupts comes twice: the groups are stretches of the list. */
function bySession(database: Database, filter: AssetFilter): TimelineGroup[] {
  const { where, values } = conditions(filter)
  const rows = database.all(
    `SELECT session, count(*) AS count FROM (
       SELECT session, position,
         row_number() OVER (ORDER BY position) - row_number() OVER (PARTITION BY session ORDER BY position) AS stretch
       FROM assets INDEXED BY ${indexOf(filter)} WHERE ${where}
     ) GROUP BY session, stretch ORDER BY min(position)`,
    ...values,
  )
  return rows.map((row) => ({ key: String(row['session']), count: Number(row['count']) }))
}

function indexOf({ trashed = false }: AssetFilter): string {
  return trashed ? 'assets_trashed' : 'assets_newest'
}

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
