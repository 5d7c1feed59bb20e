import type { Pixels } from '../base/pixels.ts'
import { depthAnything } from '../models/depth/depth-anything.ts'
import { imageNet, pictureValues } from '../models/depth/picture-values.ts'
import { positionsFor, readPositions } from '../models/depth/position-embedding.ts'
import { resampleGrid, resamplingTaps } from '../models/depth/resample.ts'
import { openCheckpoint } from '../models/formats/open-checkpoint.ts'
import { checkpointWeights } from '../models/graph/checkpoint-weights.ts'
import { Graph } from '../models/graph/graph.ts'
import { openSession } from '../models/graph/session.ts'

/*
 * One process of the depth benchmarks: Depth Anything V2 small out of the given file over a square picture, stage by stage.
 * Prints what it measured as JSON.
 */

const [side, grid] = [518, 37]
const [file = ''] = process.argv.slice(2)
const times: Record<string, number> = {}

async function timed<T>(name: string, action: () => Promise<T> | T): Promise<T> {
  const begin = performance.now()
  const result = await action()
  times[name] = performance.now() - begin
  return result
}

const picture: Pixels = {
  ...{ width: 1024, height: 1024, channels: 3 as const },
  data: Uint8Array.from({ length: 3 * 1024 * 1024 }, (_, i) => (i * 2654435761) >>> 24),
}
await using checkpoint = await openCheckpoint(file)
const source = checkpointWeights(checkpoint)
const graph = new Graph('depth-anything', source)
const session = await timed('loadMs', async () => {
  depthAnything(graph, { heads: 6, hooks: [2, 5, 8, 11] })
  return openSession(graph)
})
const positions = await readPositions(source, 'pretrained.pos_embed', { method: 'cubic' })
const position = positionsFor(positions, { rows: grid, columns: grid })
for (const run of ['warm', '']) {
  const size = { width: side, height: side }
  const image = await timed(`prepareMs${run}`, () => pictureValues(picture, size, { ...imageNet, resampling: 'cubic' }))
  const { depth } = await timed(`networkMs${run}`, () => session.run({ image, position }))
  await timed(`enlargeMs${run}`, () => {
    const taps = resamplingTaps(side, picture.width, 'bilinear-corners')
    return resampleGrid({ ...size, channels: 1, data: depth!.data as Float32Array }, taps, taps)
  })
}
await session[Symbol.asyncDispose]()
process.stdout.write(JSON.stringify({ ...times, peakMb: process.resourceUsage().maxRSS / 1024 }))
