import { z } from 'zod'
import type { Asset, AssetKind, MapRole } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { timePosition } from './asset-position.ts'
import { assetFromRow } from './asset-row.ts'
import type { Database } from './database.ts'
import type { FreshCache } from './fresh-cache.ts'
import { isMatched, keepMatches, matchOf } from './matched-assets.ts'

export type AssetSort = 'newest' | 'oldest' | 'name' | 'rating'

/** Which assets, in which order. Fields that are not given do not narrow. */
export interface AssetFilter {
  readonly projectId?: string
  /** One of these kinds. */
  readonly kind?: AssetKind | readonly AssetKind[]
  readonly role?: MapRole
  /** Exactly this name. */
  readonly name?: string
  /** The id of the model, as its facts name it. */
  readonly model?: string
  readonly tag?: string
  /** The id of a collection. */
  readonly collection?: string
  /** 1 to 5. */
  readonly minRating?: number
  /** Made at or after this time, ISO 8601. */
  readonly from?: string
  /** Made before this time, ISO 8601. */
  readonly to?: string
  readonly session?: string
  /** All that this job added, also what is no longer current. */
  readonly jobId?: string
  /** Words over names, prompts, tags and facts; all must occur, the beginning of each is enough. */
  readonly text?: string
  /** Only what is in the trash. */
  readonly trashed?: boolean
  /** Only the current version of each name (default), or every version. */
  readonly currentOnly?: boolean
  /** Default 'newest'. */
  readonly sort?: AssetSort
  readonly limit?: number
  /** `nextCursor` of the page before. */
  readonly cursor?: string
  /** Begins at this place of the list, for scrolling to anywhere; not together with a cursor. */
  readonly offset?: number
}

/** An asset with what the workspace knows of it besides. */
export interface ListedAsset extends Asset {
  /** 1 to 5; absent where it was not rated. */
  readonly rating?: number
  /** Ids of the collections it is in. */
  readonly collections: readonly string[]
  /** Whether it is the current version of its name. */
  readonly current: boolean
  /** How many versions its name has. */
  readonly versions: number
  readonly projectSlug: string
}

export interface AssetPage {
  readonly items: readonly ListedAsset[]
  readonly nextCursor?: string
  /** How many assets match, on all pages. */
  readonly total: number
}

interface Order {
  readonly index: string
  readonly columns: readonly string[]
  readonly direction: 'ASC' | 'DESC'
}

/** Each order goes along one index, down to the place in time, so that a page begins exactly where the last one ended. */
const orders: Readonly<Record<AssetSort, Order>> = {
  newest: { index: 'assets_newest', columns: ['position'], direction: 'DESC' },
  oldest: { index: 'assets_newest', columns: ['position'], direction: 'ASC' },
  name: { index: 'assets_named', columns: ['name', 'position'], direction: 'ASC' },
  rating: { index: 'assets_rated', columns: ['rating', 'position'], direction: 'DESC' },
}

/** One page of the assets that match, and how many there are. Throws `bad-input` for a cursor of another list. */
export function searchAssets(database: Database, filter: AssetFilter, cache: FreshCache): AssetPage {
  const { limit = 50, sort = 'newest', cursor, offset = 0 } = filter
  const match = matchOf(filter.text)
  if (match !== undefined) keepMatches(database, match, cache)
  const rows = selectPage(database, filter, limit + 1, { matchesAreKept: true })
  const items = rows.slice(0, limit).map(listedAssetFromRow)
  const isLast = rows.length <= limit
  const total = isLast && cursor === undefined && offset === 0 ? items.length : countAssets(database, filter, cache)
  if (isLast) return { items, total }
  const last = rows[limit - 1]!
  const place = [sort, ...orders[sort].columns.map((column) => last[column])]
  return { items, total, nextCursor: Buffer.from(JSON.stringify(place)).toString('base64url') }
}

/** The assets that match, in order, without counting those on other pages. */
export function listAssets(database: Database, filter: AssetFilter): ListedAsset[] {
  return selectPage(database, filter, filter.limit ?? 1000).map(listedAssetFromRow)
}

/** The assets with these ids that exist, in the order asked for, with what the workspace knows of them. */
export function listedAssets(database: Database, ids: readonly string[]): ListedAsset[] {
  return ids.flatMap((id) => {
    const row = database.get(
      `SELECT ${listedColumns} FROM assets JOIN projects ON projects.id = project_id WHERE assets.id = ?`,
      id,
    )
    return row === undefined ? [] : [listedAssetFromRow(row)]
  })
}

function countAssets(database: Database, filter: AssetFilter, cache: FreshCache): number {
  const { where, values } = conditions(filter, { matchesAreKept: true })
  // Whatever the order, counting reads the narrowest index that has all columns.
  const index = filter.trashed === true ? 'assets_trashed' : 'assets_newest'
  const sql = `SELECT count(*) AS count FROM assets INDEXED BY ${index} WHERE ${where}`
  return cache.get(JSON.stringify([sql, values, matchOf(filter.text)]), () =>
    Number(database.get(sql, ...values)!['count']),
  )
}

const listedColumns = `assets.*, projects.slug AS project_slug,
  (SELECT count(*) FROM assets AS other WHERE other.project_id = assets.project_id AND other.name = assets.name) AS versions,
  (SELECT json_group_array(collection_id) FROM collection_assets WHERE asset = assets.position) AS collections`

/** The ids of the assets that match, in order, without what they stand for. */
export function searchAssetIds(database: Database, filter: AssetFilter): string[] {
  const places = selectPlaces(filter, filter.limit ?? -1)
  const rows = database.all(
    `SELECT assets.id FROM (${places.sql}) JOIN assets ON assets.position = place ORDER BY ${places.order}`,
    ...places.values,
  )
  return rows.map((row) => String(row['id']))
}

function selectPage(database: Database, filter: AssetFilter, limit: number, matches?: { matchesAreKept: boolean }) {
  const places = selectPlaces(filter, limit, matches)
  return database.all(
    `SELECT ${listedColumns} FROM (${places.sql})
     JOIN assets ON assets.position = place JOIN projects ON projects.id = assets.project_id ORDER BY ${places.order}`,
    ...places.values,
  )
}

/** A query for the positions of a page, as `place`, along one index; `order` is for what is joined to it. */
function selectPlaces(filter: AssetFilter, limit: number, matches?: { matchesAreKept: boolean }) {
  const { sort = 'newest', cursor, offset = 0, trashed = false } = filter
  const { index, columns, direction } = orders[sort]
  const { where, values } = conditions(filter, matches)
  const after = cursor === undefined ? undefined : readCursor(cursor, sort)
  const beyond = `(${columns.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${columns.map(() => '?').join(', ')})`
  const order = (table: string) => columns.map((column) => `${table}${column} ${direction}`).join(', ')
  // The trash is small: it needs no index for each order.
  const sql = `SELECT position AS place FROM assets ${trashed ? '' : `INDEXED BY ${index}`}
    WHERE ${where}${after === undefined ? '' : ` AND ${beyond}`} ORDER BY ${order('')} LIMIT ? OFFSET ?`
  return { sql, values: [...values, ...(after ?? []), limit, offset], order: order('assets.') }
}

/** A filter as SQL over the columns of the `assets_newest` index. `matchesAreKept`: `keepMatches` was called for its text. */
export function conditions(
  { currentOnly = true, trashed = false, ...filter }: AssetFilter,
  { matchesAreKept = false } = {},
) {
  const where = [trashed ? 'trashed_at IS NOT NULL' : 'trashed_at IS NULL']
  const values: (string | number)[] = []
  const add = (condition: string, ...given: (string | number)[]) => {
    where.push(condition)
    values.push(...given)
  }
  const kinds = typeof filter.kind === 'string' ? [filter.kind] : filter.kind
  // Without a word there is nothing to look for, so nothing narrows.
  const match = matchOf(filter.text)
  if (match !== undefined && matchesAreKept) add(isMatched)
  else if (match !== undefined) add('position IN (SELECT rowid FROM asset_words WHERE words MATCH ?)', match)
  if (filter.tag !== undefined) add('position IN (SELECT asset FROM asset_tags WHERE tag = ?)', filter.tag)
  if (filter.collection !== undefined) {
    add('position IN (SELECT asset FROM collection_assets WHERE collection_id = ?)', filter.collection)
  }
  if (filter.jobId !== undefined) {
    add(
      'position IN (SELECT made.position FROM job_assets JOIN assets AS made ON made.id = asset_id WHERE job_assets.job_id = ?)',
      filter.jobId,
    )
  } else if (currentOnly && !trashed) add('current = 1')
  if (filter.projectId !== undefined) add('project_id = ?', filter.projectId)
  if (kinds !== undefined) add(`kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds)
  if (filter.name !== undefined) {
    // Said again inside, so that the index of names serves it.
    const mark = trashed ? 'IS NOT NULL' : 'IS NULL'
    add(
      `position IN (SELECT same.position FROM assets AS same WHERE same.name = ? AND same.trashed_at ${mark})`,
      filter.name,
    )
  }
  if (filter.role !== undefined) add('role = ?', filter.role)
  if (filter.model !== undefined) add('model = ?', filter.model)
  if (filter.session !== undefined) add('session = ?', filter.session)
  if (filter.minRating !== undefined) add('rating >= ?', filter.minRating)
  if (filter.from !== undefined) add('position >= ?', timePosition(filter.from))
  if (filter.to !== undefined) add('position < ?', timePosition(filter.to))
  return { where: where.join(' AND '), values }
}

const cursorSchema = z.tuple([z.string(), z.union([z.string(), z.number()])], z.number())

function readCursor(cursor: string, sort: AssetSort): (string | number)[] {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))).data
  const place = parsed?.slice(1)
  const types = sort === 'name' ? ['string', 'number'] : orders[sort].columns.map(() => 'number')
  if (parsed?.[0] === sort && place?.map((each) => typeof each).join() === types.join()) return place
  throw new WorkspaceError('bad-input', 'The cursor is not one of this list.', {
    hint: 'Give the nextCursor of the page before, with the same sort.',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function listedAssetFromRow(row: Parameters<typeof assetFromRow>[0]): ListedAsset {
  const rating = Number(row['rating'])
  return {
    ...assetFromRow(row),
    ...(rating > 0 && { rating }),
    collections: JSON.parse(String(row['collections'])) as string[],
    current: row['current'] === 1,
    versions: Number(row['versions']),
    projectSlug: String(row['project_slug']),
  }
}
