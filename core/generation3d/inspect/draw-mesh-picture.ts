import { Worker } from 'node:worker_threads'
import { type ErrorRecord, fromErrorRecord, WorkspaceError } from '../../../base/error.ts'
import type { Pixels } from '../../../base/pixels.ts'

/** A mesh of two million triangles takes some ten seconds on a slow machine. */
const mostMilliseconds = 60_000

/** A picture of the mesh in a GLB file, drawn in a thread of its own: the one that answers requests goes on. */
export async function drawMeshPicture(bytes: Uint8Array, side: number): Promise<Pixels> {
  const worker = new Worker(new URL('./mesh-picture-worker.ts', import.meta.url), {
    workerData: { bytes, side },
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Pixels>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new WorkspaceError('internal', 'Drawing the mesh took more than a minute.'))
      }, mostMilliseconds)
      worker.on('message', ({ picture, error }: { picture?: Pixels; error?: ErrorRecord }) => {
        if (picture !== undefined) resolve(picture)
        else reject(fromErrorRecord(error!))
      })
      worker.on('error', (cause) => reject(new WorkspaceError('internal', 'The mesh cannot be drawn.', { cause })))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
