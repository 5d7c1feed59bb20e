import type { AssetFilter } from '../../../api/assets.ts'
import type { AssetKind, MapRole } from '../../../api/wire.ts'

export const kinds = ['image', 'map', 'material', 'form', 'mesh', 'export'] as const satisfies readonly AssetKind[]
export const roles = [
  'albedo',
  'height',
  'normal',
  'roughness',
  'metalness',
  'ambient-occlusion',
  'emission',
  'depth',
  'orm',
] as const satisfies readonly MapRole[]
/** What a person made things for; maps, forms and exports lie behind them. Shown as long as nothing is looked for. */
export const resultKinds = ['image', 'material', 'mesh'] as const satisfies readonly AssetKind[]
export const sorts = ['newest', 'oldest', 'name', 'rating'] as const

export type Sort = (typeof sorts)[number]

/** What the gallery shows: all of it stands in the address, so that a view can be kept, shared and gone back to. */
export interface GalleryQuery {
  readonly q?: string
  /** Absent: results, or all kinds once something is looked for. */
  readonly kind?: readonly AssetKind[] | 'all'
  readonly role?: MapRole
  readonly model?: string
  readonly tag?: string
  readonly collection?: string
  readonly rating?: number
  /** Days of this browser's calendar, both included: '2026-11-26'. */
  readonly from?: string
  readonly to?: string
  /** The id of a project, or 'all'. Absent: the current one. */
  readonly project?: string
  readonly session?: string
  readonly versions?: 'all'
  readonly view?: 'trash'
  readonly sort?: Sort
}

const day = /^\d{4}-\d\d-\d\d$/

/** Reads an address. What it does not know or cannot be is left out: an old link still opens. */
export function readQuery(parameters: URLSearchParams): GalleryQuery {
  const text = (name: string) => parameters.get(name)?.trim() || undefined
  const one = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === parameters.get(name))
  const date = (name: string) => {
    const value = text(name)
    return value !== undefined && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
  }
  const chosen = (parameters.get('kind') ?? '').split(',')
  const kind = kinds.filter((each) => chosen.includes(each))
  const rating = Number(parameters.get('rating'))
  return compact({
    q: text('q'),
    kind: kind.length > 0 ? kind : chosen.includes('all') ? 'all' : undefined,
    role: one('role', roles),
    model: text('model'),
    tag: text('tag'),
    collection: text('collection'),
    rating: Number.isInteger(rating) && rating >= 1 && rating <= 5 ? rating : undefined,
    from: date('from'),
    to: date('to'),
    project: text('project'),
    session: text('session'),
    versions: one('versions', ['all']),
    view: one('view', ['trash']),
    sort: one('sort', sorts.slice(1)),
  })
}

/** The address of a query; what is as usual is left out. */
export function writeQuery(query: GalleryQuery): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const written = Array.isArray(value) ? value.join(',') : String(value ?? '')
    if (written !== '' && !(name === 'sort' && written === 'newest')) parameters.set(name, written)
  }
  return parameters
}

/** The query with some of it changed; `undefined` takes a part away. */
export function change(
  query: GalleryQuery,
  part: { [Key in keyof GalleryQuery]?: GalleryQuery[Key] | undefined },
): GalleryQuery {
  return compact({ ...query, ...part })
}

/** The query as the server takes it. Days become moments of this browser's time zone. */
export function toFilter(query: GalleryQuery, currentProject: string | undefined): AssetFilter {
  const { q, kind, role, model, tag, collection, rating, from, to, session, versions, view, sort } = query
  const projectId = query.project === 'all' ? undefined : (query.project ?? currentProject)
  return compact({
    projectId,
    q,
    kind: kind === 'all' ? undefined : (kind ?? (showsResults(query) ? resultKinds : undefined)),
    role,
    model,
    tag,
    collection,
    minRating: rating,
    from: from === undefined ? undefined : startOfDay(from, 0),
    to: to === undefined ? undefined : startOfDay(to, 1),
    session,
    trashed: view === 'trash' ? true : undefined,
    currentOnly: versions === 'all' ? false : undefined,
    sort: sort ?? 'newest',
  })
}

/** Whether the list is the overview: results only. A search, a facet and the trash go over everything. */
export function showsResults(query: GalleryQuery): boolean {
  return query.kind === undefined && query.view === undefined && !isNarrowed(query)
}

/** Whether anything narrows the list: an empty list then means "nothing found", not "nothing yet". */
export function isNarrowed({ sort: _, view: __, project: ___, versions: ____, ...rest }: GalleryQuery): boolean {
  const { kind, ...facets } = rest
  return Object.keys(facets).length > 0 || (kind !== undefined && kind !== 'all')
}

function startOfDay(date: string, later: number): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, dayOfMonth + later).toISOString()
}

type Compact<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> }

function compact<Fields extends object>(fields: Fields): Partial<Compact<Fields>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Compact<Fields>
  >
}
