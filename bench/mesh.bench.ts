import { finishMesh } from '../core/generation3d/finish/finish-mesh.ts'
import { torus } from '../core/generation3d/finish/shapes.fixture.ts'
import { buildRelief } from '../core/generation3d/relief/build-relief.ts'
import { createPool } from '../models/procedural/parallel.ts'
import type { Benchmark } from './benchmark.ts'

const finish: Benchmark = {
  name: 'mesh-finish-20k',
  title:
    'finishing a coloured mesh of 80,000 triangles: cleaned, reduced to 20,000, unwrapped, albedo, normal map and ambient occlusion baked at 2048², as PNG',
  unit: 'ms',
  limit: 10_000,
  warmUps: 1,
  runs: 3,
  async prepare() {
    const pool = createPool({ threads: 2 })
    const mesh = bumpy(torus(141, 0.4))
    const document = { name: 'ring', levels: [mesh], material: { name: 'm', textures: {} } }
    return {
      async measure() {
        const start = performance.now()
        await finishMesh(document, {
          triangles: 20_000,
          unwrap: 'new',
          textureSize: 2048,
          bakeNormals: true,
          bakeOcclusion: true,
          levels: [],
          weld: 1e-6,
          floaters: 0.001,
          holes: 0.2,
          pool,
        })
        return performance.now() - start
      },
      [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
    }
  },
}

const relief: Benchmark = {
  name: 'mesh-relief-1024',
  title: 'a relief of 20,000 triangles at most from a depth map of 1024², with sides and back',
  unit: 'ms',
  limit: 1_000,
  warmUps: 1,
  runs: 5,
  async prepare() {
    const side = 1024
    const values = Float32Array.from({ length: side * side }, (_, i) => {
      const [x, y] = [(i % side) / side, Math.floor(i / side) / side]
      return 0.5 + 0.25 * Math.sin(x * 9) * Math.cos(y * 7) + 0.1 * Math.sin(x * 40 + y * 31) + 0.02 * Math.sin(x * 211)
    })
    const options = { width: 1, depth: 0.1, base: 0.05, triangles: 20_000, maxError: 0.0002 }
    return {
      async measure() {
        const start = performance.now()
        await buildRelief({ width: side, height: side, values }, options)
        return performance.now() - start
      },
      async [Symbol.asyncDispose]() {},
    }
  },
}

/** A ring with dents, in colours that change over it. */
function bumpy({ positions, indices }: ReturnType<typeof torus>) {
  const wave = (i: number, along: number) => Math.sin(positions[i - (i % 3) + along]! * 23)
  const dented = positions.map((value, i) => value * (1 + 0.01 * wave(i, 0) * wave(i, 1) * wave(i, 2)))
  return { positions: dented, indices, colors: positions.map((_, i) => 0.5 + 0.5 * wave(i, i % 3)) }
}

export const benchmarks: readonly Benchmark[] = [finish, relief]
