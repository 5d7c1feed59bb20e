import type { Graph, Tensor } from '../graph/graph.ts'
import { reshape, transpose } from '../graph/layers.ts'
import type { Values } from '../graph/session.ts'

/** Channels and side of a plane. */
export interface PlaneSize {
  readonly c: number
  readonly p: number
}

/** GridSample as torch's grid_sample with align_corners=False. */
export const bilinear = { attributes: { mode: 'linear', padding_mode: 'zeros', align_corners: 0 } }

/** What three planes hold at points, joined. Inputs: planes [3, c, p, p], points [3, 1, n, 2] in [−1, 1]. Gives [n, 3·c]. */
export function planeFeatures(g: Graph, { c, p }: PlaneSize): Tensor {
  const planes = g.input('planes', [3, c, p, p])
  const sampled = g.add('GridSample', [planes, g.input('points', [3, 1, 'n', 2])], [3, c, 1, 'n'], bilinear)
  // [3, c, 1, n] → [n, 3, c, 1] → [n, 3·c]
  return reshape(g, transpose(g, sampled, [3, 0, 1, 2]), [0, 3 * c])
}

/**
 * Points xyz as they lie on three planes: [3, 1, n, 2]. `axes` are the pairs of coordinates that run along a plane's width and height;
 * `half` is half the side of the box that the planes span.
 */
export function projections(points: Float32Array, half: number, axes: readonly (readonly [number, number])[]): Values {
  const count = points.length / 3
  const data = new Float32Array(6 * count)
  let at = 0
  for (const [across, down] of axes) {
    for (let n = 0; n < count; n++) {
      data[at++] = points[3 * n + across]! / half
      data[at++] = points[3 * n + down]! / half
    }
  }
  return { data, shape: [3, 1, count, 2] }
}
