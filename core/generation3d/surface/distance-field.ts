import type { Pool } from '../../../base/pool.ts'
import type { CompiledForm } from '../../../models/procedural/forms/compile-form.ts'
import type { Vec3 } from '../../../models/procedural/forms/form-nodes.ts'
import { type FormRunner, instantiateForm, type PortableForm } from '../../../models/procedural/forms/run-form.ts'

/** A signed distance function, asked for many points at once: metres, negative inside, never more than the true distance. */
export interface DistanceField {
  readonly bounds: { readonly min: Vec3; readonly max: Vec3 }
  /** `points` are xyz triples; writes one distance for each into `out`. */
  distances(points: Float32Array, out: Float32Array): void | Promise<void>
  /** Writes the unit normal at each point, by differences over `step` metres. */
  gradients(points: Float32Array, out: Float32Array, step: number): void | Promise<void>
}

/** The field of a form, evaluated by the threads of a pool where there are enough points to share. */
export function formField(form: CompiledForm, pool?: Pool): DistanceField {
  /** Below this a round trip to the threads (about 0.2 ms) costs more than it saves. */
  const fewest = 8192
  fields++
  const id = fields
  const share = async (
    name: 'distancesTask' | 'gradientsTask',
    points: Float32Array,
    out: Float32Array,
    step: number,
  ) => {
    const total = points.length / 3
    const outWidth = out.length / total
    // Parts of whole batches, so that the threads' results do not depend on how many there are.
    const part = Math.ceil(total / pool!.threads / 4) * 4
    const tasks: FieldTask[] = []
    for (let from = 0; from < total; from += part) {
      const to = Math.min(total, from + part)
      tasks.push({
        id,
        form: form.portable,
        points: points.subarray(from * 3, to * 3),
        out: out.subarray(from * outWidth, to * outWidth),
        step,
      })
    }
    await pool!.map(new URL(import.meta.url), name, tasks)
  }
  const shareable = (points: Float32Array, out: Float32Array) =>
    pool !== undefined &&
    pool.threads > 1 &&
    points.length >= fewest * 3 &&
    points.buffer instanceof SharedArrayBuffer &&
    out.buffer instanceof SharedArrayBuffer
  return {
    bounds: form.bounds,
    distances: (points, out) =>
      shareable(points, out) ? share('distancesTask', points, out, 0) : form.distances(points, out),
    gradients: (points, out, step) =>
      shareable(points, out) ? share('gradientsTask', points, out, step) : form.gradients(points, out, step),
  }
}

/** How many fields this process has made: names each for the threads. */
let fields = 0

interface FieldTask {
  readonly id: number
  readonly form: PortableForm
  readonly points: Float32Array
  readonly out: Float32Array
  readonly step: number
}

/** The last form a thread was asked about: it is asked many times in a row. */
let last: { id: number; runner: FormRunner } | undefined

function runnerOf({ id, form }: FieldTask): FormRunner {
  if (last?.id !== id) last = { id, runner: instantiateForm(form) }
  return last.runner
}

/** Runs in a worker thread: distances of points in shared memory. @worker */
export function distancesTask(task: FieldTask): void {
  runnerOf(task).distances(task.points, task.out)
}

/** Runs in a worker thread: normals at points in shared memory. @worker */
export function gradientsTask(task: FieldTask): void {
  runnerOf(task).gradients(task.points, task.out, task.step)
}

/** Floats that worker threads can see without a copy. */
export function shared(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * 4))
}
