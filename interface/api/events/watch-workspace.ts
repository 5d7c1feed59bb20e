import type { Workspace } from '../../../core/workspace.ts'
import type { EventLog } from './event-log.ts'
import type { Previews } from './previews.ts'
import { watchModels } from './watch-models.ts'

/** Progress is told at most this often a job: a person sees no more, and 200 clients need not read more. */
const progressMs = 100
/** How often the database is asked whether another process (the CLI) wrote to it. */
const otherProcessMs = 500
/** While a job runs here its engine writes too, and is told of by its own events: then others are looked for at most this often. */
const whileRunningMs = 5000

/** Carries everything that happens in the workspace into the event log. Returns the way to stop. */
export function watchWorkspace(workspace: Workspace, { events, previews }: { events: EventLog; previews: Previews }) {
  const toldAt = new Map<string, number>()
  const running = new Set<string>()
  const stopListening = workspace.queue.subscribe((event) => {
    if (event.type === 'job-start') running.add(event.jobId)
    if (event.type === 'job-end') {
      running.delete(event.jobId)
      // What the engine wrote: its job's end says it.
      seen = workspace.changesByOthers()
    }
    if (event.type !== 'job-progress') {
      if (event.type === 'job-end') {
        toldAt.delete(event.jobId)
        previews.ended(event.jobId)
      }
      events.add(event)
      return
    }
    const { preview, ...progress } = event
    const { jobId, fraction } = event
    if (preview !== undefined) {
      events.add({ type: 'job-preview', jobId, url: previews.put(jobId, preview), fraction })
    }
    const now = performance.now()
    if (now - (toldAt.get(jobId) ?? Number.NEGATIVE_INFINITY) < progressMs) return
    toldAt.set(jobId, now)
    events.add(progress)
  })
  const stopSettings = workspace.settings.subscribe(() => events.add({ type: 'config-changed' }))
  const models = watchModels(workspace.home)
  let seen = workspace.changesByOthers()
  let toldOthersAt = 0
  const poll = setInterval(() => {
    takeInSettings(workspace)
    if (models.changed()) events.add({ type: 'models-changed' })
    const changes = workspace.changesByOthers()
    const now = performance.now()
    if (changes === seen || (running.size > 0 && now - toldOthersAt < whileRunningMs)) return
    seen = changes
    toldOthersAt = now
    events.add({ type: 'workspace-changed' })
  }, otherProcessMs)
  return () => {
    stopListening()
    stopSettings()
    clearInterval(poll)
  }
}

/** What the CLI or an editor wrote to the file. A wrong one is told once, and the old settings go on. */
function takeInSettings({ settings, log }: Workspace): void {
  try {
    settings.refresh()
  } catch (error) {
    log.warn('config-invalid', { message: (error as Error).message })
  }
}
