import { Graph } from '../../graph/graph.ts'
import { openSession, type Session, type SessionOptions, type Values } from '../../graph/session.ts'
import { requireInfo, type WeightSource } from '../../graph/weights.ts'
import { type PlaneSize, projections } from '../plane-features.ts'
import { cellWeights, colour, geometry } from './field-graph.ts'

/** InstantMesh's decoder, loaded: what is where in its planes [3, c, p, p]. Points are xyz in a box of side 2. */
export interface InstantField extends AsyncDisposable {
  /** sdf [n] and deformation [n, 3]. */
  geometry(
    planes: Values,
    points: Float32Array,
    options?: Options,
  ): Promise<{ sdf: Float32Array; deformation: Float32Array }>
  /** [cells, 21] of cells by their eight corners. */
  weights(planes: Values, corners: Float32Array, options?: Options): Promise<Float32Array>
  /** sRGB [n, 3] in about [0, 1]. */
  colours(planes: Values, points: Float32Array, options?: Options): Promise<Float32Array>
}

interface Options {
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

/** Points at a time, a whole number of cells: 240 features of each take 31 MB. */
const batch = 32_768

/** What runs along the width and the height of each plane. */
const axes = [
  [0, 1],
  [0, 2],
  [2, 1],
] as const

export async function openInstantField(source: WeightSource, options: SessionOptions = {}): Promise<InstantField> {
  await using stack = new AsyncDisposableStack()
  const size = planeSize(source)
  const open = async (name: string, build: (g: Graph, size: PlaneSize) => void): Promise<Session> => {
    const graph = new Graph(`instantmesh-${name}`, source)
    build(graph, size)
    return stack.use(await openSession(graph, options))
  }
  const [shape, cells, colours] = [
    await open('geometry', geometry),
    await open('weights', cellWeights),
    await open('colour', colour),
  ]
  const opened = stack.move()
  return {
    async geometry(planes, points, given) {
      const [sdf, deformation] = [new Float32Array(points.length / 3), new Float32Array(points.length)]
      await inBatches(shape, planes, points, given, (result, from) => {
        sdf.set(result['sdf']!.data as Float32Array, from)
        deformation.set(result['deformation']!.data as Float32Array, 3 * from)
      })
      return { sdf, deformation }
    },
    async weights(planes, corners, given) {
      const weights = new Float32Array((corners.length / 24) * 21)
      await inBatches(cells, planes, corners, given, (result, from) => {
        weights.set(result['weights']!.data as Float32Array, (from / 8) * 21)
      })
      return weights
    },
    async colours(planes, points, given) {
      const values = new Float32Array(points.length)
      await inBatches(colours, planes, points, given, (result, from) => {
        values.set(result['color']!.data as Float32Array, 3 * from)
      })
      return values
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

async function inBatches(
  session: Session,
  planes: Values,
  points: Float32Array,
  { signal, onProgress = () => {} }: Options = {},
  keep: (result: Record<string, Values>, from: number) => void,
): Promise<void> {
  const count = points.length / 3
  for (let from = 0; from < count; from += batch) {
    signal?.throwIfAborted()
    const own = points.subarray(3 * from, 3 * Math.min(count, from + batch))
    keep(await session.run({ planes, points: projections(own, 1, axes) }), from)
    onProgress(Math.min(1, (from + batch) / count))
  }
}

/** The trained positions' planes, doubled, with the channels that the transposed convolution leaves. */
function planeSize(source: WeightSource): PlaneSize {
  const [, tokens] = requireInfo(source, 'transformer.pos_embed').shape as readonly number[]
  const [, c] = requireInfo(source, 'transformer.deconv.weight').shape as readonly number[]
  return { c: c!, p: 2 * Math.sqrt(tokens! / 3) }
}
