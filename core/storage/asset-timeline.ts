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
  // Counting from one midnight to the next walks the index once, where grouping by a computed day would sort 100,000 rows. A
  // condition with a list of its own would be walked for every day instead.
  const { from, to, ...others } = filter
  const { where, values } = conditions(others)
  if (where.includes('SELECT')) return byQuarter(database, filter)
  const midnights = midnightsOf(database, { from, to })
  const rows = database.all(
    `SELECT value AS midnight, (
       SELECT count(*) FROM assets INDEXED BY ${indexOf(filter)}
       WHERE ${where} AND position >= value * ${placesAMillisecond} AND position < next * ${placesAMillisecond}
     ) AS count FROM (SELECT value, lead(value) OVER (ORDER BY value) AS next FROM json_each(?)) WHERE count > 0`,
    ...values,
    JSON.stringify(midnights),
  )
  return rows.map((row) => ({ key: dayOf(new Date(Number(row['midnight']))), count: Number(row['count']) }))
}

/** From the first asset or `from`, every midnight up to the last asset or `to`: times in milliseconds, the ends of days. */
function midnightsOf(
  database: Database,
  { from, to }: { from: string | undefined; to: string | undefined },
): readonly number[] {
  const row = database.get('SELECT min(position) AS first, max(position) AS last FROM assets')!
  if (row['first'] === null) return []
  const msOf = (column: string) => Math.floor(Number(row[column]) / placesAMillisecond)
  const begin = Math.max(msOf('first'), from === undefined ? 0 : Date.parse(from))
  const end = Math.min(msOf('last') + 1, to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to))
  const ends = [begin]
  const day = new Date(begin)
  for (;;) {
    day.setDate(day.getDate() + 1)
    // Set anew each day: where the clocks go forward at midnight, that day begins at one.
    day.setHours(0, 0, 0, 0)
    if (day.getTime() >= end) break
    ends.push(day.getTime())
  }
  return begin < end ? [...ends, end] : []
}

function byQuarter(database: Database, filter: AssetFilter): TimelineGroup[] {
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
