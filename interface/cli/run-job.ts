import type { Asset } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Job } from '../../base/job.ts'
import type { Node } from '../../base/node.ts'
import type { Project } from '../../base/project.ts'
import type { Workspace } from '../../core/workspace.ts'
import type { Call, Report } from './command.ts'
import { checkInput } from './flags/explain-issues.ts'
import type { Flag } from './flags/flag.ts'
import { resolveAssets } from './flags/resolve-assets.ts'
import { startProgress } from './terminal/progress.ts'
import { jobSummary } from './views/job-summary.ts'

/** A job that came to its end, with what it left. */
export interface FinishedJob {
  readonly job: Job
  readonly assets: readonly Asset[]
  readonly project: Project
  readonly durationMs: number
}

/** Flags of the queue rather than of the node: every command that runs a node takes them. */
export interface JobFlags {
  readonly session?: string
  readonly cache?: boolean
}

/** Runs a node with flags as its input and reports what it made. */
export async function runNodeCommand(
  call: Call,
  node: Node,
  flags: readonly Flag[],
  input: Record<string, unknown>,
  jobFlags: JobFlags = {},
): Promise<Report> {
  const finished = await runNode(call, node, flags, input, jobFlags)
  const { paint } = call.terminal
  return { data: jobData(finished, await call.workspace()), text: jobSummary(finished, await call.workspace(), paint) }
}

export async function runNode(
  call: Call,
  node: Node,
  flags: readonly Flag[],
  input: Record<string, unknown>,
  { session, cache = true }: JobFlags = {},
): Promise<FinishedJob> {
  // Before the workspace is opened: a wrong flag makes no folder.
  checkInput(node.input, input, flags)
  const workspace = await call.workspace()
  workspace.warmUp()
  tellRecovered(workspace, call)
  const project = projectOf(workspace, call)
  const resolved = await resolveAssets(input, flags, { workspace, project, note: (text) => note(call, text) })
  const request = { node: node.id, input: resolved, projectId: project.id, useCache: cache }
  const job = await workspace.queue.submit(session === undefined ? request : { ...request, session })
  return waitForJob(call, workspace, job)
}

/** Waits for a job with its progress shown; Ctrl-C cancels it. */
export async function waitForJob(call: Call, workspace: Workspace, { id }: Job): Promise<FinishedJob> {
  const startedAt = performance.now()
  const progress = startProgress(call.terminal)
  let job: Job
  try {
    job = await workspace.queue.wait(id, { signal: call.signal, onEvent: progress.onEvent })
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'cancelled' && error.hint === undefined) {
      throw new WorkspaceError('cancelled', error.message, {
        hint: `Finished steps are kept. Go on: ai-workspace jobs retry ${id}`,
        cause: error,
      })
    }
    throw error
  } finally {
    progress[Symbol.dispose]()
  }
  return {
    job,
    assets: workspace.assets.list({ jobId: id, currentOnly: false }).reverse(),
    project: workspace.projects.get(job.projectId),
    durationMs: performance.now() - startedAt,
  }
}

/** The project a command works in: --project, else the one in use. */
export function projectOf(workspace: Workspace, { project }: Call): Project {
  return project === undefined ? workspace.projects.current() : workspace.projects.get(project)
}

/** A finished job as --json shows it. */
export function jobData({ job, assets, project, durationMs }: FinishedJob, workspace: Workspace): unknown {
  return {
    job: job.id,
    node: job.node,
    state: job.state,
    fromCache: job.fromCache,
    durationMs: Math.round(durationMs),
    project: project.slug,
    session: job.session,
    input: job.input,
    output: job.output,
    assets: assets.map((asset) => ({ ...asset, file: workspace.assets.file(asset) })),
  }
}

function tellRecovered(workspace: Workspace, call: Call): void {
  if (workspace.recovered.length === 0) return
  const jobs = workspace.recovered.map((id) => `${id} (${workspace.queue.get(id).node})`).join(', ')
  note(call, `Found unfinished work of an earlier run: ${jobs}. It goes on first, from its last finished step.`)
}

function note({ terminal }: Call, text: string): void {
  if (!terminal.quiet && !terminal.json) terminal.note(terminal.paintNote('faint', text))
}
