import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeFixtureCheckpoint } from '../models/golden/write-fixture-checkpoint.ts'
import { tripoSrShapes } from '../models/mesh/triposr/triposr-shapes.fixture.ts'
import type { Benchmark } from './benchmark.ts'
import { fromProcess } from './from-process.ts'
import { inEngine } from './in-engine.ts'

/** What one process of bench/mesh-process.ts measures. */
interface Measured {
  readonly loadMs: number
  readonly sceneMs: number
  readonly densityMs: number
  readonly surfaceMs: number
  readonly colourMs: number
  readonly triangles: number
  readonly sceneMb: number
  readonly peakMb: number
}

/** One process: it takes minutes. */
async function measure(): Promise<Measured[]> {
  const folder = path.join(tmpdir(), 'ai-workspace-bench-models')
  const file = path.join(folder, 'random-triposr.safetensors')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) await writeFixtureCheckpoint(file, { setName: 'bench', tensors: tripoSrShapes() })
  return [await inEngine<Measured>('mesh-process.ts', [file])]
}

const ofTripoSr = fromProcess(1, measure)
const where = 'TripoSR (full size, random weights, F32 file)'

export const benchmarks: readonly Benchmark[] = [
  ofTripoSr(
    {
      name: 'triposr-scene',
      title: `${where}: from a picture of 512 × 512 to its triplane`,
      unit: 'ms',
      limit: 90_000,
    },
    ({ sceneMs }) => sceneMs,
    ({ loadMs, sceneMb }) => ({ loadMs, sceneMb }),
  ),
  ofTripoSr(
    { name: 'triposr-density', title: `${where}: densities at 256³ points`, unit: 'ms', limit: 90_000 },
    ({ densityMs }) => densityMs,
    ({ colourMs }) => ({ colourMs }),
  ),
  ofTripoSr(
    {
      name: 'marching-cubes',
      title: 'The surface of a bumpy ball out of 256³ densities, in one thread',
      unit: 'ms',
      limit: 1000,
    },
    ({ surfaceMs }) => surfaceMs,
    ({ triangles }) => ({ triangles }),
  ),
  ofTripoSr(
    {
      name: 'triposr-memory',
      title: `${where}: most memory of a process that does all of it`,
      unit: 'MB',
      limit: 6000,
    },
    ({ peakMb }) => peakMb,
  ),
]
