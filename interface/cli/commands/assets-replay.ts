import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, Report } from '../command.ts'
import type { Paint } from '../terminal/terminal.ts'

/** What the node 'asset.replay' gives. */
interface Replay {
  readonly identical: boolean
  readonly firstDifference?: ReplayStep
  readonly steps: readonly ReplayStep[]
}

interface ReplayStep {
  readonly assetId: string
  readonly name: string
  readonly node: string
  readonly before: string
  readonly after: string
  readonly identical: boolean
}

function identicalText({ steps }: Replay, { name, version, id }: Asset, paint: Paint): string {
  const own = steps.find((step) => step.assetId === id)
  return own === undefined || own.identical
    ? `${paint('good', '✓')} ${name} @${version} is bit-identical.`
    : `${paint('good', '✓')} ${name} @${version} was made again; its format holds times and addresses that differ each time. Everything it is made of is bit-identical.`
}

/** Makes an asset again and says whether every step gave the same bytes. */
export async function replayAsset(call: Call, workspace: Workspace, asset: Asset): Promise<Report> {
  if (asset.recipe === undefined) {
    throw new WorkspaceError('bad-input', `"${asset.name}" was imported from a file: there is no recipe to replay.`, {
      hint: 'Replay an asset that a node made; see: ai-workspace assets why',
    })
  }
  const { waitForJob } = await import('../run-job.ts')
  const job = await workspace.queue.submit({
    node: 'asset.replay',
    input: { asset: asset.id },
    projectId: asset.projectId,
    useCache: false,
  })
  const { job: done } = await waitForJob(call, workspace, job)
  const replay = done.output as Replay
  const { paint } = call.terminal
  const difference = replay.firstDifference
  const text =
    replay.identical || difference === undefined
      ? identicalText(replay, asset, paint)
      : `${paint('bad', '✗')} ${asset.name} @${asset.version} differs; the first node that differs is ${paint('title', difference.node)} (${difference.name}).\n` +
        `  before ${difference.before}\n  after  ${difference.after}`
  return { data: replay, text, exitCode: replay.identical ? 0 : 1 }
}
