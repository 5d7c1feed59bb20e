import { WorkspaceError } from '../../base/error.ts'
import type { Values } from '../graph/session.ts'
import { requireInfo, type WeightSource } from '../graph/weights.ts'
import { resampleGrid, resamplingTaps } from './resample.ts'

/** A vision transformer's learnt positions at the grid it was trained on, and how they are brought to others. */
export interface PositionEmbedding {
  /** Of tokens before the grid's: the class token, and a distilled model's. */
  readonly extra: number
  readonly side: number
  readonly channels: number
  /** [1, extra + side², channels] */
  readonly values: Float32Array
  /**
   * `bilinear`: as DPT does it. `cubic`: as DINOv2 does it, with a factor of (grid + 0.1) / side that is meant to guard against
   * rounding and shifts the positions a little (Depth-Anything-V2, depth_anything_v2/dinov2.py).
   */
  readonly method: 'bilinear' | 'cubic'
}

export async function readPositions(
  source: WeightSource,
  name: string,
  { extra = 1, method }: { extra?: number; method: PositionEmbedding['method'] },
): Promise<PositionEmbedding> {
  const [, tokens, channels] = requireInfo(source, name).shape as readonly [number, number, number]
  const side = Math.sqrt(tokens - extra)
  if (!Number.isInteger(side)) {
    throw new WorkspaceError('corrupt-file', `The ${tokens - extra} positions of "${name}" are no square grid.`)
  }
  return { extra, side, channels, values: await source.floats(name), method }
}

/** The positions for a grid of that size: [1, extra + rows·columns, channels]. */
export function positionsFor(
  { extra, side, channels, values, method }: PositionEmbedding,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Values {
  const shape = [1, extra + rows * columns, channels]
  if (rows === side && columns === side) return { data: values, shape }
  const taps = (to: number) =>
    method === 'cubic'
      ? resamplingTaps(side, to, 'cubic', { scale: (to + 0.1) / side })
      : resamplingTaps(side, to, 'bilinear')
  const grid = { width: side, height: side, channels, data: values.subarray(extra * channels) }
  const data = new Float32Array((extra + rows * columns) * channels)
  data.set(values.subarray(0, extra * channels))
  data.set(resampleGrid(grid, taps(columns), taps(rows)), extra * channels)
  return { data, shape }
}
