import type { Asset, Recipe } from '../../../base/asset.ts'
import type { ListedAsset } from '../../../core/storage/search-assets.ts'
import type { Workspace } from '../../../core/workspace.ts'
import { formatAgo, formatBytes, formatRating, shorten } from '../terminal/format.ts'
import { facts, table } from '../terminal/table.ts'
import type { Paint } from '../terminal/terminal.ts'
import { type Branch, drawTree } from '../terminal/tree.ts'
import { describeSize } from './job-summary.ts'
import { qualityBadge, qualityLines } from './quality-badge.ts'

/** Assets as rows: what a person looks for first. */
export function assetRows(assets: readonly (Asset & Pick<ListedAsset, 'rating'>)[], paint: Paint): string {
  const rows = assets.map((asset) => [
    paint('name', asset.name) + (asset.version > 1 ? paint('faint', ` @${asset.version}`) : ''),
    asset.role ?? asset.kind,
    describeSize(asset),
    formatBytes(asset.sizeBytes),
    qualityBadge(asset, paint),
    [formatRating(asset.rating), ...asset.tags].filter((word) => word !== '').join(' '),
    formatAgo(asset.trashedAt ?? asset.createdAt),
    paint('faint', asset.id.slice(0, 9)),
  ])
  return table(['name', 'what', 'extent', 'size', 'quality', 'tags', 'made', 'id'], rows, { paint, right: [3] })
}

/** One asset in full. */
export function assetSheet(asset: Asset, workspace: Workspace, paint: Paint): string {
  const [listed] = workspace.assets.listed([asset.id])
  const rows: [string, string][] = [
    ['name', `${asset.name} @${asset.version}`],
    ['id', asset.id],
    ['kind', asset.role === undefined ? asset.kind : `${asset.kind} (${asset.role})`],
    ['file', workspace.assets.file(asset)],
    ['media type', asset.mediaType],
    ['size', `${formatBytes(asset.sizeBytes)}${describeSize(asset) === '' ? '' : `, ${describeSize(asset)}`}`],
    ['made', `${asset.createdAt} (${formatAgo(asset.createdAt)}), session "${asset.session}"`],
    [
      'by',
      asset.recipe === undefined
        ? 'imported'
        : `${asset.recipe.node} version ${asset.recipe.nodeVersion}, job ${asset.jobId}`,
    ],
    ['input', asset.recipe === undefined ? '' : JSON.stringify(asset.recipe.input, null, 2)],
    ['from', asset.parents.join(', ')],
    ['tags', asset.tags.join(', ')],
    ['rating', formatRating(listed?.rating)],
    ['collections', (listed?.collections ?? []).map((id) => workspace.collections.get(id).name).join(', ')],
    [
      'facts',
      Object.entries(asset.facts)
        .filter(([key]) => key !== 'settings')
        .map(([key, value]) => `${key}: ${shorten(shownFact(value), 100)}`)
        .join('\n'),
    ],
    ['settings', settingLines(asset.facts['settings']).join('\n')],
    [
      'quality',
      asset.quality === undefined ? '' : [qualityBadge(asset, paint), ...qualityLines(asset.quality, paint)].join('\n'),
    ],
    ['sha256', asset.sha256],
    ['trashed', asset.trashedAt ?? ''],
  ]
  return facts(
    rows.filter(([, value]) => value !== ''),
    paint,
  )
}

/** What an imported picture says it was made with, a line each. */
function settingLines(settings: unknown): string[] {
  if (typeof settings !== 'object' || settings === null) return []
  return Object.entries(settings)
    .filter(([, value]) => typeof value !== 'object' || Object.keys(value ?? {}).length > 0)
    .map(([key, value]) => `${key}: ${shorten(shownFact(value), 200)}`)
}

/** How an asset came about, back to the words: the tree of its parents with what made each. */
export function lineage(asset: Asset, workspace: Workspace, paint: Paint): string {
  return drawTree(branchOf(asset, workspace, paint, new Set()))
}

/** The same as data. */
export interface Lineage {
  readonly asset: Asset
  readonly parents: readonly Lineage[]
}

export function lineageData(asset: Asset, workspace: Workspace): Lineage {
  return { asset, parents: parentsOf(asset, workspace).map((parent) => lineageData(parent, workspace)) }
}

function branchOf(asset: Asset, workspace: Workspace, paint: Paint, seen: Set<string>, child?: Asset): Branch {
  const trashed = asset.trashedAt === undefined ? '' : paint('warn', ' (in the trash)')
  const label = `${paint('title', asset.name)} @${asset.version} ${paint('faint', asset.role ?? asset.kind)}${trashed}`
  if (seen.has(asset.id)) return { label: `${label} ${paint('faint', '(see above)')}`, children: [] }
  seen.add(asset.id)
  const { recipe } = asset
  const sameCall = recipe !== undefined && child?.recipe !== undefined && callOf(recipe) === callOf(child.recipe)
  const made =
    recipe === undefined
      ? paint('faint', 'imported from a file')
      : sameCall
        ? paint('faint', 'made by the same call')
        : `${paint('name', recipe.node)} v${recipe.nodeVersion} ${keyInputs(recipe.input)}`
  const badge = qualityBadge(asset, paint)
  const details = [
    made,
    paint('faint', `sha256 ${asset.sha256.slice(0, 16)}… ${asset.id}`) + (badge === '' ? '' : `  quality ${badge}`),
  ]
  const children = parentsOf(asset, workspace).map((parent) => branchOf(parent, workspace, paint, seen, asset))
  return { label, details, children }
}

function parentsOf(asset: Asset, workspace: Workspace): Asset[] {
  return [...new Set(asset.parents)].flatMap((id) => workspace.assets.getMany([id]) ?? [])
}

/** One call of a node puts several assets: a picture and the form behind it. */
function callOf({ node, nodeVersion, input }: Recipe): string {
  return JSON.stringify([node, nodeVersion, input])
}

/** The plain values of an input on one line; assets are the tree's own branches. */
function keyInputs(input: unknown): string {
  if (typeof input !== 'object' || input === null) return ''
  return Object.entries(input)
    .filter(([, value]) => value !== undefined && value !== null && value !== '' && typeof value !== 'object')
    .filter(([, value]) => !(typeof value === 'string' && /^a[0-9a-f]{12,}$/.test(value)))
    .slice(0, 8)
    .map(([key, value]) => `${key}=${shorten(JSON.stringify(value), 50)}`)
    .join(' ')
}

function shownFact(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
