import { relative } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import type { Job } from '../../../base/job.ts'
import type { Project } from '../../../base/project.ts'
import { formatBytes, formatDuration, plural } from '../terminal/format.ts'
import { table } from '../terminal/table.ts'
import type { Paint } from '../terminal/terminal.ts'
import { aboutJob, innerCall } from './describe-job.ts'
import { meshLines } from './mesh-lines.ts'
import { qualityBadge } from './quality-badge.ts'

/** A job that came to its end, with what it left. */
export interface FinishedJob {
  readonly job: Job
  readonly assets: readonly Asset[]
  readonly project: Project
  readonly durationMs: number
}

/** What a job made: files, sizes, quality, what was read of the prompt, and what to try next. */
export function jobSummary(finished: FinishedJob, paint: Paint): string {
  const { job, assets, project, durationMs } = finished
  const { node, output } = innerCall(job)
  const made = assets.length === 0 ? 'done' : plural(assets.length, 'asset')
  const how = job.fromCache
    ? paint('warn', 'answered from the cache, nothing was computed again')
    : `in ${formatDuration(durationMs)}`
  const about = aboutJob(job) === '' ? '' : ` "${aboutJob(job)}"`
  const parts = [`${paint('good', '✓')} ${paint('title', node)}${about}: ${made} ${how}`]
  if (assets.length > 0) {
    parts.push(assetTable(assets, paint), `${paint('faint', 'in')} ${paint('path', shownFolder(project.folder))}`)
  }
  parts.push(...readingLines(output, paint), ...blenderLine(output, paint), ...meshLines(node, output, paint))
  parts.push(...seedLine(finished, paint))
  // A node that measures or answers, and makes nothing: its answer is the result.
  if (assets.length === 0 && job.output !== undefined) parts.push(JSON.stringify(job.output, null, 2))
  parts.push(...nextLines(finished).map((line) => `${paint('faint', '→')} ${line}`))
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
  // One count for each level of detail, the finest first.
  if (Array.isArray(triangles) && triangles.length > 0) {
    return `${plural(Number(triangles[0]), 'triangle')}${triangles.length > 1 ? `, ${triangles.length} levels` : ''}`
  }
  if (typeof width === 'number' && typeof height === 'number') return `${width} × ${height}`
  return ''
}

/** What was read of the prompt and what was not; `reading` is what the engine says beside its picture. */
function readingLines(output: Readonly<Record<string, unknown>>, paint: Paint): string[] {
  const reading = output['reading']
  if (typeof reading !== 'object' || reading === null) return []
  const { summary, unknown, warnings } = reading as { summary?: unknown; unknown?: unknown; warnings?: unknown }
  const words = Array.isArray(unknown) ? unknown.map(String) : []
  const warned = Array.isArray(warnings) ? warnings.map(String) : []
  return [
    ...(typeof summary === 'string' && summary !== '' ? [`${paint('faint', 'understood:')} ${summary}`] : []),
    ...(words.length > 0 ? [`${paint('warn', 'did not understand:')} ${words.join(', ')}`] : []),
    ...warned.map((warning) => `${paint('warn', '!')} ${warning}`),
  ]
}

/** Whether Blender was there to make a .blend. */
function blenderLine({ made, problem }: Readonly<Record<string, unknown>>, paint: Paint): string[] {
  if (made === 'blend')
    return [`${paint('faint', 'for Blender:')} a .blend made by Blender, a GLB and a script that opens it`]
  if (made !== 'glb-and-script') return []
  const reason = typeof problem === 'string' ? `: ${problem}` : ', as Blender is not installed here'
  return [`${paint('warn', 'for Blender:')} a GLB and a script that opens it; no .blend${reason}`]
}

/** Which seed it was, and of how many tries. */
function seedLine({ job }: FinishedJob, paint: Paint): string[] {
  if (job.node !== 'quality.best') {
    const { seed } = (job.input ?? {}) as { seed?: unknown }
    return typeof seed === 'number' ? [`${paint('faint', 'seed:')} ${seed}`] : []
  }
  const { tries, seed, score } = job.output as { tries: unknown[]; seed: number; score: number }
  return [
    `${paint('faint', 'kept:')} seed ${seed} with quality ${score.toFixed(2)}, the best of ${plural(tries.length, 'try', 'tries')}`,
  ]
}

/** Two lines at most: the likeliest next steps for what was made. */
function nextLines({ job, assets }: FinishedJob): string[] {
  const of = (kind: Asset['kind']) => assets.findLast((asset) => asset.kind === kind)
  const [mesh, image, form, material, exported] = [of('mesh'), of('image'), of('form'), of('material'), of('export')]
  const height = assets.find((asset) => asset.role === 'height')
  const lines: string[] = []
  if (mesh !== undefined) lines.push(`how it came about: ai-workspace assets why ${mesh.name}`)
  else if (material !== undefined && height !== undefined)
    lines.push(`a relief of it: ai-workspace mesh ${height.name}`)
  else if (form !== undefined) lines.push(`a mesh of it: ai-workspace mesh ${form.name}`)
  else if (image !== undefined) lines.push(`how it came about: ai-workspace assets why ${image.name}`)
  else if (exported !== undefined) lines.push(`a copy of it: ai-workspace assets export ${exported.name} --to FOLDER`)
  const { seed } = (job.input ?? {}) as { seed?: unknown }
  if (typeof seed === 'number' && job.node !== 'quality.best')
    lines.push(`another variant: the same command with --seed ${seed + 1}`)
  return assets.length === 0 ? [] : lines
}

/** Relative to where the user stands when that is shorter to read. */
export function shownFolder(folder: string): string {
  const near = relative(process.cwd(), folder)
  return near !== '' && !near.startsWith('..') ? near : folder
}
