import { errorCodes, WorkspaceError } from '../../base/error.ts'
import type { Job } from '../../base/job.ts'
import type { Node } from '../../base/node.ts'
import type { Project } from '../../base/project.ts'
import type { JobRequest } from '../../core/pipeline/job-request.ts'
import type { Workspace } from '../../core/workspace.ts'
import type { Call, Report } from './command.ts'
import { checkInput } from './flags/explain-issues.ts'
import type { Flag } from './flags/flag.ts'
import { resolveAssets } from './flags/resolve-assets.ts'
import { type Progress, startProgress } from './terminal/progress.ts'
import { type FinishedJob, jobSummary } from './views/job-summary.ts'

/** Flags of the queue rather than of the node: every command that runs a node takes them. */
export interface JobFlags {
  readonly session?: string
  readonly cache?: boolean
  readonly minQuality?: number
  readonly tries?: number
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
  const workspace = await call.workspace()
  const missed = missedQuality(finished)
  return {
    data: jobData(finished, workspace),
    // A node that measures makes no file: what it found is the result.
    brief:
      finished.assets.length === 0
        ? JSON.stringify(finished.job.output, null, 2)
        : finished.assets.map((asset) => workspace.assets.file(asset)).join('\n'),
    text: jobSummary(finished, paint) + (missed === undefined ? '' : `\n${paint('warn', '!')} ${missed}`),
    ...(missed === undefined ? {} : { exitCode: errorCodes['quality-failed'].exitCode }),
  }
}

export async function runNode(
  call: Call,
  node: Node,
  flags: readonly Flag[],
  input: Record<string, unknown>,
  jobFlags: JobFlags = {},
): Promise<FinishedJob> {
  const { session, cache = true } = jobFlags
  // Before the workspace is opened: a wrong flag makes no folder.
  checkInput(node.input, input, flags)
  const workspace = await call.workspace()
  tellRecovered(workspace, call)
  const project = projectOf(workspace, call)
  const resolved = await resolveAssets(input, flags, { workspace, project, note: (text) => note(call, text) })
  const request = {
    ...withGate(node, withDefaults(resolved, flags, workspace), jobFlags),
    projectId: project.id,
    useCache: cache,
  }
  const whole = session === undefined ? request : { ...request, session }
  return (await answerJob(call, workspace, whole)) ?? waitForJob(call, workspace, await workspace.queue.submit(whole))
}

/** What was computed before is answered at once, but for unfinished work of an earlier run: that goes on first, as was just told. */
async function answerJob(
  { terminal }: Call,
  { queue, recovered, assets, projects }: Workspace,
  request: JobRequest,
): Promise<FinishedJob | undefined> {
  if (recovered.length > 0) return undefined
  const startedAt = performance.now()
  const answer = await queue.answer(request)
  if (answer === undefined) return undefined
  const { job } = answer
  return {
    job,
    // A program is told more of each than a person.
    assets: terminal.json ? assets.list({ jobId: job.id }).reverse() : answer.assets,
    project: projects.get(job.projectId),
    durationMs: performance.now() - startedAt,
  }
}

/** With --min-quality or --tries the node runs inside 'quality.best', which tries seeds and keeps the best. */
function withGate(node: Node, input: Record<string, unknown>, { minQuality, tries }: JobFlags) {
  if (minQuality === undefined && tries === undefined) return { node: node.id, input }
  const { seed, ...rest } = input
  // Without a bound to reach, every try is made: 1 is only reached by a flawless result.
  const gate = { minQuality: minQuality ?? 1, ...(tries === undefined ? {} : { tries }) }
  return {
    node: 'quality.best',
    input: { node: node.id, input: rest, ...(seed === undefined ? {} : { seed }), ...gate },
  }
}

/** The user's own default sizes, where the flags say nothing: textures (with their maps as output) have one of their own. */
function withDefaults(
  input: Record<string, unknown>,
  flags: readonly Flag[],
  { config }: Workspace,
): Record<string, unknown> {
  const { width, height, textureSize } = config.generate
  const shipped = (name: string) => flags.find((flag) => flag.path[0] === name)?.default
  const isTexture = shipped('width') === 1024
  const own = isTexture ? { width: textureSize, height: textureSize } : { width, height, textureSize }
  const fitting = Object.entries(own).filter(([name]) => shipped(name) !== undefined)
  return { ...Object.fromEntries(fitting), ...input }
}

/** Waits for a job with its progress shown; Ctrl-C cancels it. */
export async function waitForJob(call: Call, workspace: Workspace, { id }: Job): Promise<FinishedJob> {
  const startedAt = performance.now()
  using progress = startProgress(call.terminal)
  const job = await waitFor(call, workspace, id, progress)
  return {
    job,
    assets: workspace.assets.list({ jobId: job.id }).reverse(),
    project: workspace.projects.get(job.projectId),
    durationMs: performance.now() - startedAt,
  }
}

async function waitFor(call: Call, { queue }: Workspace, id: string, progress: Progress): Promise<Job> {
  const stopListening = queue.subscribe((event) => {
    if (event.jobId !== id && event.type === 'job-progress') progress.onOtherJob(event.jobId, event.fraction)
  })
  try {
    return await queue.wait(id, { signal: call.signal, onEvent: progress.onEvent })
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.hint !== undefined) throw error
    const hint =
      error.code === 'cancelled'
        ? `Finished steps are kept. Go on: ai-workspace jobs retry ${id}`
        : `More about it: ai-workspace jobs show ${id}`
    throw new WorkspaceError(error.code, error.message, { hint, cause: error })
  } finally {
    stopListening()
  }
}

/** A sentence when --min-quality was not reached. */
function missedQuality({ job }: FinishedJob): string | undefined {
  if (job.node !== 'quality.best') return undefined
  const { minQuality } = job.input as { minQuality: number }
  const { reached, seed, score, tries } = job.output as {
    reached: boolean
    seed: number
    score: number
    tries: unknown[]
  }
  if (reached || minQuality === 1) return undefined
  return `None of ${tries.length} tries reached ${minQuality}; the best, seed ${seed} with ${score.toFixed(2)}, is kept. More with --tries.`
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
