import { Graph } from '../../graph/graph.ts'
import { openSession, type Session, type SessionOptions, type Values } from '../../graph/session.ts'
import { requireInfo, type WeightSource } from '../../graph/weights.ts'
import { projections } from '../plane-features.ts'
import { gridDensity, planeParts, pointValues } from './field-graph.ts'
import type { TripoSrConfig } from './triposr-config.ts'

/** TripoSR's decoder, loaded: what is where in a scene. `planes` are a scene's scene_codes [3, c, p, p]. */
export interface TripoField extends AsyncDisposable {
  /** Densities at n³ points that fill the box, [x, y, z]. */
  grid(
    planes: Values,
    n: number,
    options: { signal?: AbortSignal; onProgress?: (fraction: number) => void },
  ): Promise<Float32Array>
  /** Densities [n] and sRGB colours [n, 3] in [0, 1] at n points xyz. */
  at(
    planes: Values,
    points: Float32Array,
    options?: { signal?: AbortSignal },
  ): Promise<{ density: Float32Array; color: Float32Array }>
}

/** Points at a time: 64 features of each take 17 MB. */
const batch = 65_536

export async function openTripoField(
  source: WeightSource,
  config: TripoSrConfig,
  options: SessionOptions = {},
): Promise<TripoField> {
  await using stack = new AsyncDisposableStack()
  const open = async (name: string, build: (g: Graph) => void): Promise<Session> => {
    const graph = new Graph(`triposr-${name}`, source)
    build(graph)
    return stack.use(await openSession(graph, options))
  }
  const [, c, , height] = planeShape(source)
  const size = { c, p: height }
  const parts = await open('planes', (g) => planeParts(g, size, config))
  const slab = await open('grid', (g) => gridDensity(g, config))
  const points = await open('points', (g) => pointValues(g, size, config))
  const opened = stack.move()
  return {
    async grid(planes, n, { signal, onProgress = () => {} }) {
      const { xy, xz, yz } = await parts.run({ planes, grid: squareGrid(n) }, signal === undefined ? {} : { signal })
      const features = xy!.shape.at(-1)!
      const row = n * features
      const density = new Float32Array(n ** 3)
      for (let x = 0; x < n; x++) {
        signal?.throwIfAborted()
        const part = ({ data }: Values, shape: readonly number[]): Values => ({
          data: (data as Float32Array).subarray(x * row, (x + 1) * row),
          shape,
        })
        const result = await slab.run({
          xy: part(xy!, [n, 1, features]),
          xz: part(xz!, [1, n, features]),
          yz: { data: yz!.data, shape: [n, n, features] },
        })
        density.set(result['density']!.data as Float32Array, x * n * n)
        onProgress((x + 1) / n)
      }
      return density
    },
    async at(planes, positions, { signal } = {}) {
      const count = positions.length / 3
      const [density, color] = [new Float32Array(count), new Float32Array(3 * count)]
      for (let from = 0; from < count; from += batch) {
        const to = Math.min(count, from + batch)
        const own = positions.subarray(3 * from, 3 * to)
        const result = await points.run(
          { planes, points: projections(own, config.renderer.radius, axes) },
          signal === undefined ? {} : { signal },
        )
        density.set(result['density']!.data as Float32Array, from)
        color.set(result['color']!.data as Float32Array, 3 * from)
      }
      return { density, color }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** [3, c, p, p] of the scene codes: the trained planes, doubled, with the channels of the decoder. */
function planeShape(source: WeightSource): readonly [number, number, number, number] {
  const [planes, , side] = requireInfo(source, 'tokenizer.embeddings').shape as readonly number[]
  const [, channels] = requireInfo(source, 'post_processor.upsample.weight').shape as readonly number[]
  return [planes!, channels!, 2 * side!, 2 * side!]
}

/** The same n × n points for each plane: the first coordinate of the pair runs with the rows. */
function squareGrid(n: number): Values {
  const data = new Float32Array(3 * n * n * 2)
  for (let plane = 0, at = 0; plane < 3; plane++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        data[at++] = (2 * i) / (n - 1) - 1
        data[at++] = (2 * j) / (n - 1) - 1
      }
    }
  }
  return { data, shape: [3, n, n, 2] }
}

/** What runs along the width and the height of the planes xy, xz and yz. */
const axes = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const
