import type { Workbench } from '../../workbench.ts'
import type { StoredCall } from '../conversation.ts'
import type { TurnTool } from '../load-tools.ts'

/** So many of the last jobs of a node tell how long it takes. */
const lookedAt = 12

/** What a call will take: time from past jobs of the same node, how many pictures, bytes of a download. */
export async function estimateCall(
  tool: TurnTool,
  input: unknown,
  workspace: Workbench,
): Promise<NonNullable<StoredCall['planned']>> {
  const given = input as { count?: number; tries?: number; model?: string; input?: { count?: number } }
  if ('tool' in tool.source) {
    if (tool.permission !== 'network' || given.model === undefined) return {}
    const card = await (await workspace.library()).card(given.model).catch(() => undefined)
    return card === undefined || card.sizeBytes === 0 ? {} : { bytes: card.sizeBytes }
  }
  const node = tool.source.node.id
  const each = (given.count ?? given.input?.count ?? 1) * (given.tries ?? 1)
  const durations = workspace.queue
    .list({ node, state: 'done', limit: lookedAt })
    .filter((job) => !job.fromCache && job.startedAt !== undefined && job.endedAt !== undefined)
    .map((job) => (Date.parse(job.endedAt!) - Date.parse(job.startedAt!)) / 1000 / countOf(job.input))
    .sort((a, b) => a - b)
  const median = durations[Math.floor(durations.length / 2)]
  const makesPictures = /^(image\.generate|generate|quality\.best)$/.test(node)
  return {
    ...(median !== undefined && { seconds: Math.round(median * each * 10) / 10 }),
    ...(makesPictures && { images: each }),
  }
}

function countOf(input: unknown): number {
  const { count, tries } = input as { count?: unknown; tries?: unknown }
  return (typeof count === 'number' ? count : 1) * (typeof tries === 'number' ? tries : 1)
}
