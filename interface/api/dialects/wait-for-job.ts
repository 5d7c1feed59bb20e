import { WorkspaceError } from '../../../base/error.ts'
import type { Job } from '../../../base/job.ts'
import type { ApiContext } from '../context.ts'

/** Resolves with the job once it has ended, however it did. Error: `cancelled` when the server stops before. */
export async function waitForJob({ workspace, events, signal }: ApiContext, jobId: string): Promise<Job> {
  return await new Promise<Job>((resolve, reject) => {
    const stop = events.subscribe((event) => {
      // Another process may have run it: then only its change of the database is heard.
      if (!('jobId' in event) || event.jobId === jobId) look()
    })
    signal.addEventListener('abort', stopped)
    look()

    function look(): void {
      try {
        const job = workspace.queue.get(jobId)
        if (job.state === 'queued' || job.state === 'running') return
        finish()
        resolve(job)
      } catch (error) {
        finish()
        reject(error)
      }
    }
    function stopped(): void {
      finish()
      reject(new WorkspaceError('cancelled', 'The server stops; the job goes on at its next start.'))
    }
    function finish(): void {
      stop()
      signal.removeEventListener('abort', stopped)
    }
    if (signal.aborted) stopped()
  })
}
