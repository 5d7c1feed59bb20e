import { relative } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import type { FinishedJob } from '../run-job.ts'
import { formatBytes, formatDuration, plural } from '../terminal/format.ts'
import { table } from '../terminal/table.ts'
import type { Paint } from '../terminal/terminal.ts'
import { qualityBadge } from './quality-badge.ts'

/** What a job made: files, sizes, quality, what was read of the prompt, and what to try next. */
export function jobSummary(finished: FinishedJob, paint: Paint): string {
  const { job, assets, project, durationMs } = finished
  const cached = job.fromCache ? paint('warn', ' answered from the cache, nothing was computed again') : ''
  const made = assets.length === 0 ? 'done' : plural(assets.length, 'asset')
  const heading = `${paint('good', '✓')} ${paint('title', job.node)}: ${made} in ${formatDuration(durationMs)}${cached}`
  const parts = [heading]
  if (assets.length > 0)
    parts.push(assetTable(assets, paint), `${paint('faint', 'in')} ${paint('path', shownFolder(project.folder))}`)
  const reading = readingLines(assets, paint)
  if (reading !== '') parts.push(reading)
  // A node that measures or answers, and makes nothing: its answer is the result.
  if (assets.length === 0 && job.output !== undefined) parts.push(JSON.stringify(job.output, null, 2))
  const next = nextLines(finished)
  if (next.length > 0) parts.push(next.map((line) => `${paint('faint', '→')} ${line}`).join('\n'))
  return parts.join('\n')
}

function assetTable(assets: readonly Asset[], paint: Paint): string {
  const rows = assets.map((asset) => [
    `  ${paint('name', asset.path)}${asset.version > 1 ? paint('faint', ` @${asset.version}`) : ''}`,
    asset.role ?? asset.kind,
    describeSize(asset),
    formatBytes(asset.sizeBytes),
    qualityBadge(asset, paint),
  ])
  return table(['  file', 'what', 'extent', 'size', 'quality'], rows, { paint, right: [3] })
}

/** What counts as big for the kind: pixels of a picture, triangles of a mesh. */
export function describeSize({ facts }: Pick<Asset, 'facts'>): string {
  const { width, height, triangles } = facts
  if (typeof triangles === 'number') return plural(triangles, 'triangle')
  if (typeof width === 'number' && typeof height === 'number') return `${width} × ${height}`
  return ''
}

function readingLines(assets: readonly Asset[], paint: Paint): string {
  const fact = (key: string) => assets.map((asset) => asset.facts[key]).find((value) => value !== undefined)
  const understood = wordsOf(fact('understood'))
  const unknown = wordsOf(fact('unknown'))
  const lines = []
  if (understood !== '') lines.push(`${paint('faint', 'understood:')} ${understood}`)
  if (unknown !== '') lines.push(`${paint('warn', 'did not understand:')} ${unknown}`)
  return lines.join('\n')
}

/** A list, a record or a text as one line a person reads. */
function wordsOf(value: unknown): string {
  if (value === undefined || value === null || value === false) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value))
    return value
      .map(wordsOf)
      .filter((word) => word !== '')
      .join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => [key, wordsOf(inner)] as const)
      .filter(([, words]) => words !== '')
      .map(([key, words]) => `${key} ${words}`)
      .join('; ')
  }
  return String(value)
}

/** Two lines at most: the likeliest next steps for what was made. */
function nextLines({ job, assets }: FinishedJob): string[] {
  const of = (kind: Asset['kind']) => assets.findLast((asset) => asset.kind === kind)
  const mesh = of('mesh')
  const image = of('image')
  const form = of('form')
  const lines: string[] = []
  if (mesh !== undefined) lines.push(`how it came about: ai-workspace assets why ${mesh.name}`)
  else if (form !== undefined) lines.push(`a mesh of it: ai-workspace mesh ${form.name}`)
  else if (image !== undefined) lines.push(`how it came about: ai-workspace assets why ${image.name}`)
  const seed = (job.input as { seed?: unknown } | undefined)?.seed
  if (typeof seed === 'number' && assets.length > 0)
    lines.push(`other variants: the same command with --seed ${seed + 1}`)
  return lines.slice(0, 2)
}

/** Relative to where the user stands when that is shorter to read. */
export function shownFolder(folder: string): string {
  const near = relative(process.cwd(), folder)
  return near !== '' && !near.startsWith('..') ? near : folder
}
