import type { WebhookEvent } from '../../../core/webhooks/webhook.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { StreamedEvent } from '../events/event-log.ts'
import { viewAsset } from '../routes/asset-view.ts'

/** What is told of an event. */
export interface WebhookMessage {
  readonly type: WebhookEvent
  readonly data: Readonly<Record<string, unknown>>
}

/** A change of more is told without them: a message stays some kB. */
const mostIds = 1000

/** The event as other programs are told of it; undefined for one that only pages need. */
export function webhookMessage(event: StreamedEvent, workspace: Workspace): WebhookMessage | undefined {
  switch (event.type) {
    case 'job-added':
    case 'job-start':
    case 'job-end':
      return { type: event.type, data: jobData(event.jobId, workspace) }
    case 'asset-added': {
      const [asset] = workspace.assets.listed([event.assetId])
      return { type: event.type, data: { jobId: event.jobId, ...(asset !== undefined && { asset: assetData(asset) }) } }
    }
    case 'assets-changed':
      return { type: event.type, data: event.ids === undefined || event.ids.length > mostIds ? {} : { ids: event.ids } }
    case 'project-changed':
      return { type: event.type, data: event.slug === undefined ? {} : { slug: event.slug } }
    case 'models-changed':
    case 'config-changed':
      return { type: event.type, data: {} }
    case 'transfer-progress': {
      const { transferId, state, bytesDone } = event
      if (!['done', 'failed', 'cancelled'].includes(state)) return undefined
      return { type: 'transfer-end', data: { transferId, state, bytesDone } }
    }
    default:
      return undefined
  }
}

/** Without its recipe and facts: words stay here unless somebody asks for them. */
function assetData(asset: Parameters<typeof viewAsset>[0]): Record<string, unknown> {
  const { id, projectId, name, version, kind, role, mediaType, sha256, sizeBytes, createdAt, url } = viewAsset(asset)
  return { id, projectId, name, version, kind, role, mediaType, sha256, sizeBytes, createdAt, url }
}

/** Without what went in and came out: a form program is 100 kB. */
function jobData(jobId: string, { queue }: Workspace): Record<string, unknown> {
  const { id, projectId, session, node, state, createdAt, startedAt, endedAt, fromCache, error } = queue.get(jobId)
  return {
    id,
    projectId,
    session,
    node,
    state,
    createdAt,
    startedAt,
    endedAt,
    fromCache,
    assets: queue.assetsOf(id),
    ...(error !== undefined && { error: { code: error.code, message: error.message, hint: error.hint } }),
  }
}
