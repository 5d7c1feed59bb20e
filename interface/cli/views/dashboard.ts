import type { Project } from '../../../base/project.ts'
import type { Workspace } from '../../../core/workspace.ts'
import { formatAgo, formatBytes, plural } from '../terminal/format.ts'
import { facts } from '../terminal/table.ts'
import type { Paint } from '../terminal/terminal.ts'
import { aboutJob, innerCall } from './describe-job.ts'

/** A project at a glance. */
export function dashboard(project: Project, workspace: Workspace, paint: Paint): string {
  const status = workspace.projects.status(project)
  const kinds = counts(status.assets, (count, kind) => plural(count, kind, kind === 'mesh' ? 'meshes' : `${kind}s`))
  const jobs = counts(status.jobs, (count, state) => `${count} ${state}`)
  // Maps come in sets of ten: their material or picture stands for them.
  const latest = workspace.assets
    .list({ projectId: project.id, limit: 50 })
    .filter((asset) => asset.kind !== 'map')
    .slice(0, 5)
  const current = workspace.projects.current().id === project.id
  const rows: [string, string][] = [
    ['folder', paint('path', project.folder)],
    ['assets', kinds === '' ? 'none yet' : kinds],
    ['versions', `${status.versions}, ${formatBytes(status.sizeBytes)} on disk`],
    ['trash', status.trashed === 0 ? 'empty' : plural(status.trashed, 'asset')],
    ['jobs', jobs === '' ? 'none yet' : jobs],
    ['session', status.session ?? 'none yet'],
    ['undo', status.undo ?? 'nothing to undo'],
    ['redo', status.redo ?? 'nothing to redo'],
    [
      'latest',
      latest
        .map((asset) => `${asset.name} ${paint('faint', `${asset.role ?? asset.kind}, ${formatAgo(asset.createdAt)}`)}`)
        .join('\n'),
    ],
    [
      'last jobs',
      workspace.queue
        .list({ projectId: project.id, limit: 3 })
        .map((job) => jobLine(job, paint))
        .join('\n'),
    ],
  ]
  const heading = `${paint('title', project.name)}${current ? paint('good', '  in use') : ''}`
  const hint = latest.length === 0 ? '\n→ ai-workspace generate "ancient stone statue" --3d' : ''
  return `${heading}\n${facts(
    rows.filter(([, value]) => value !== ''),
    paint,
  )}${hint}`
}

function jobLine(job: ReturnType<Workspace['queue']['get']>, paint: Paint): string {
  const mark =
    job.state === 'done' ? paint('good', '✓') : job.state === 'failed' ? paint('bad', '✗') : paint('warn', '·')
  const about = aboutJob(job) === '' ? '' : ` "${aboutJob(job)}"`
  return `${mark} ${innerCall(job).node}${about} ${paint('faint', `${job.state}, ${formatAgo(job.createdAt)}, ${job.id}`)}`
}

function counts(record: Readonly<Record<string, number>>, word: (count: number, name: string) => string): string {
  return Object.entries(record)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => word(count, name))
    .join(', ')
}
