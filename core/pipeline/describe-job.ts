import type { ErrorRecord } from '../../base/error.ts'
import type { Job } from '../../base/job.ts'

/** A job in a few words: 'generate "ancient stone statue"'. */
export function describeJob(job: Pick<Job, 'node' | 'input'>): string {
  const input = job.input as { prompt?: unknown; name?: unknown; node?: unknown; input?: unknown }
  // A node that runs another one is told by that one.
  if (typeof input.node === 'string' && typeof input.input === 'object')
    return describeCall(input.node, input.input ?? {})
  return describeCall(job.node, input)
}

function describeCall(node: string, input: { prompt?: unknown; name?: unknown }): string {
  const words =
    typeof input.prompt === 'string' ? input.prompt : typeof input.name === 'string' ? input.name : undefined
  return words === undefined ? node : `${node} "${words.length > 60 ? `${words.slice(0, 59)}…` : words}"`
}

/** What a cancelled job says of itself. */
export function cancelledRecord({ id }: Job): ErrorRecord {
  const hint = `Finished steps are kept. Go on: ai-workspace jobs retry ${id}`
  return { code: 'cancelled', message: 'Cancelled.', hint }
}
