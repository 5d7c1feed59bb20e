import { rmSync } from 'node:fs'
import path from 'node:path'
import { splitWeights } from '../models/diffusion/stable-diffusion/components.ts'
import { unet } from '../models/diffusion/unet/unet.ts'
import { openCheckpoint } from '../models/formats/open-checkpoint.ts'
import { checkpointWeights } from '../models/graph/checkpoint-weights.ts'
import { Graph } from '../models/graph/graph.ts'
import { graphParts } from '../models/graph/parts.ts'
import { quantizePart } from '../models/graph/quantize.ts'
import { openWeightFile } from '../models/graph/weight-file.ts'
import type { Benchmark } from './benchmark.ts'
import { randomCheckpoint } from './random-checkpoint.ts'

const pack: Benchmark = {
  name: 'pack-unet-int8',
  title:
    "packing the U-Net of Stable Diffusion 1.5 (full size, F16 file in the system's cache) to 8 bits, the file written and synced",
  unit: 'ms',
  // Plain loops took 17 s here; SDXL's U-Net is three times as large.
  limit: 5_000,
  heavy: true,
  warmUps: 1,
  runs: 3,
  async prepare() {
    const { file } = await randomCheckpoint('sd15')
    const folder = path.join(path.dirname(file), 'packed-anew')
    const checkpoint = await openCheckpoint(file)
    const weights = splitWeights(checkpointWeights(checkpoint)).unet
    const graph = new Graph('U-Net', weights)
    unet(graph, {
      heads: [8, 8, 8, 8],
      groups: 32,
      wrap: 'none',
      control: false,
      sizes: { count: 6, channels: 256 },
    })
    const parts = graphParts(graph).map((part) => quantizePart(part, 'int8'))
    return {
      async measure() {
        rmSync(folder, { recursive: true, force: true })
        const start = performance.now()
        await openWeightFile(parts, weights, { folder, key: 'bench' })
        return performance.now() - start
      },
      async [Symbol.asyncDispose]() {
        rmSync(folder, { recursive: true, force: true })
        await checkpoint[Symbol.asyncDispose]()
      },
    }
  },
}

export const benchmarks: readonly Benchmark[] = [pack]
