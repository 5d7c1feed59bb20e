import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { depthAnythingSmall, tinyDepthAnything } from '../models/depth/tiny-depth-anything.fixture.ts'
import { writeFixtureCheckpoint } from '../models/golden/write-fixture-checkpoint.ts'
import type { Benchmark } from './benchmark.ts'
import { fromProcess } from './from-process.ts'
import { inEngine } from './in-engine.ts'

/** What one process of bench/depth-process.ts measures. */
interface Measured {
  readonly loadMs: number
  readonly prepareMs: number
  readonly networkMs: number
  readonly enlargeMs: number
  readonly peakMb: number
}

const runs = 3

async function measure(): Promise<Measured[]> {
  const folder = path.join(tmpdir(), 'ai-workspace-bench-models')
  const file = path.join(folder, 'random-depth-anything-v2-small.safetensors')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) {
    await writeFixtureCheckpoint(file, { setName: 'bench', tensors: tinyDepthAnything(depthAnythingSmall) })
  }
  const results: Measured[] = []
  // The first one fills the caches of files and code.
  for (let run = -1; run < runs; run++) {
    const measured = await inEngine<Measured>('depth-process.ts', [file])
    if (run >= 0) results.push(measured)
  }
  return results
}

const ofDepth = fromProcess(runs, measure)
const where = 'Depth Anything V2 small (full size, random weights, F32 file)'

export const benchmarks: readonly Benchmark[] = [
  ofDepth(
    {
      name: 'depth-load',
      title: `${where}: from its file to a session, in a process of its own`,
      ...{ unit: 'ms', limit: 3000 },
    },
    ({ loadMs }) => loadMs,
  ),
  ofDepth(
    {
      name: 'depth-estimate',
      title: `${where}: a picture of 1024 × 1024 seen at 518 × 518, from its pixels to depth at its size`,
      ...{ unit: 'ms', limit: 8000 },
    },
    ({ prepareMs, networkMs, enlargeMs }) => prepareMs + networkMs + enlargeMs,
    ({ prepareMs, networkMs, enlargeMs }) => ({ prepareMs, networkMs, enlargeMs }),
  ),
  ofDepth(
    {
      name: 'depth-memory',
      title: `${where}: most memory of a process that does both`,
      ...{ unit: 'MB', limit: 1400 },
    },
    ({ peakMb }) => peakMb,
  ),
]
