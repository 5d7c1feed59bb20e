import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, Report } from '../command.ts'

/** What the node 'asset.replay' gives. */
interface Replay {
  readonly identical: boolean
  readonly firstDifference?: {
    readonly node: string
    readonly assetName: string
    readonly before: string
    readonly after: string
  }
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
      ? `${paint('good', '✓')} ${asset.name} @${asset.version} is bit-identical.`
      : `${paint('bad', '✗')} ${asset.name} @${asset.version} differs; the first node that differs is ${paint('title', difference.node)} (${difference.assetName}).\n` +
        `  before ${difference.before}\n  after  ${difference.after}`
  return { data: replay, text, exitCode: replay.identical ? 0 : 1 }
}
