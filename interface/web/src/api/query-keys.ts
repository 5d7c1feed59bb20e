import type { StreamEvent } from './wire.ts'

/** The first word of every query key: the noun of the API it comes from. Queries are keyed `[noun, …what exactly]`. */
type Noun =
  | 'assets'
  | 'choices'
  | 'collections'
  | 'config'
  | 'conversation'
  | 'conversations'
  | 'doctor'
  | 'health'
  | 'history'
  | 'jobs'
  | 'language-models'
  | 'logs'
  | 'loaded'
  | 'models'
  | 'nodes'
  | 'projects'
  | 'prompts'
  | 'queue'
  | 'transfers'
  | 'webhooks'

/** All queries of a noun; the empty key means every query. */
type StaleKey = readonly [] | readonly [Noun]

/** What an event makes stale. Progress of a job makes nothing stale: it is kept beside the queries (job-progress.ts). */
export function staleKeys(event: StreamEvent): readonly StaleKey[] {
  switch (event.type) {
    case 'reset':
    case 'workspace-changed':
      return [[]]
    case 'job-added':
    case 'job-changed':
    case 'job-start':
      return [['jobs'], ['queue']]
    case 'job-end':
      return [['jobs'], ['queue'], ['history'], ['assets'], ['projects']]
    case 'asset-added':
    case 'assets-changed':
      return [['assets'], ['collections'], ['history']]
    case 'project-changed':
      return [['projects'], ['history'], ['assets'], ['collections']]
    case 'models-changed':
      return [['models'], ['choices'], ['prompts'], ['loaded'], ['language-models']]
    case 'model-load':
    case 'model-unload':
      return [['loaded'], ['language-models']]
    case 'transfer-progress':
      return [['transfers']]
    case 'queue-changed':
      return [['queue'], ['jobs']]
    case 'collections-changed':
      return [['collections'], ['assets']]
    case 'webhooks-changed':
      return [['webhooks']]
    case 'config-changed':
      return [['config'], ['choices'], ['language-models']]
    case 'chat-conversation':
      return [['conversations']]
    case 'chat-turn':
      // The model may have been loaded for it, and it may have changed anything.
      return [['conversations'], ['language-models'], ['assets'], ['collections'], ['history'], ['projects']]
    case 'chat-call':
      return event.call.state === 'done' ? [['assets']] : []
    case 'hello':
    case 'heartbeat':
    case 'job-progress':
    case 'job-preview':
    case 'step-start':
    case 'step-end':
    case 'runner-busy':
    // What these say goes into the open conversation itself (chat-events.ts).
    case 'chat-message':
    case 'chat-delta':
    case 'chat-changed':
      return []
    default:
      event satisfies never
      return []
  }
}
