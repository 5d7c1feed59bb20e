import { parentPort, workerData } from 'node:worker_threads'
import { toErrorRecord } from '../../../base/error.ts'
import { meshPicture } from './mesh-picture.ts'

/** The thread of `drawMeshPicture`. */
const { bytes, side } = workerData as { bytes: Uint8Array; side: number }
try {
  parentPort!.postMessage({ picture: await meshPicture(bytes, side) })
} catch (error) {
  parentPort!.postMessage({ error: toErrorRecord(error) })
}
