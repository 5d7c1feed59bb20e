import type { Job } from '../../../api/wire.ts'
import type { FormJob } from '../form/job-of-form.ts'

/** Fewer pixels or steps than this take as long as the rest of the work: reading words, writing files. */
const fixedShare = 0.15

/**
 * Seconds that a job will take, from the newest one of the same node and model that really ran, by pixels, steps and how many. Undefined
 * where nothing like it has run.
 */
export function estimateSeconds(
  job: FormJob,
  past: readonly Job[],
  usual: { readonly width: number; readonly height: number; readonly steps: number },
): number | undefined {
  const like = past.find(
    (other) =>
      other.state === 'done' &&
      !other.fromCache &&
      other.node === job.node &&
      other.startedAt !== undefined &&
      other.endedAt !== undefined &&
      inputOf(other)['model'] === job.input['model'] &&
      inputOf(other)['3d'] === job.input['3d'],
  )
  if (like === undefined) return undefined
  const took = (Date.parse(like.endedAt!) - Date.parse(like.startedAt!)) / 1000
  const ratio = workOf(job.input, usual) / workOf(inputOf(like), usual)
  return took * (fixedShare + (1 - fixedShare) * ratio)
}

function workOf(
  input: Readonly<Record<string, unknown>>,
  usual: { readonly width: number; readonly height: number; readonly steps: number },
): number {
  const number = (name: string, otherwise: number) => (typeof input[name] === 'number' ? input[name] : otherwise)
  const pixels = number('width', usual.width) * number('height', usual.height)
  const hires = number('hires', 1)
  const second = hires === 1 ? 0 : hires ** 2 * number('hiresStrength', 0.5)
  const steps = number('steps', usual.steps) * (input['start'] === undefined ? 1 : number('strength', 0.75))
  return pixels * steps * number('count', 1) * (1 + second)
}

function inputOf(job: Job): Readonly<Record<string, unknown>> {
  return typeof job.input === 'object' && job.input !== null ? (job.input as Readonly<Record<string, unknown>>) : {}
}
