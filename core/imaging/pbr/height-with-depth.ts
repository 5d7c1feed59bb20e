import { WorkspaceError } from '../../../base/error.ts'
import type { DepthKind } from '../../../base/model.ts'
import { type Border, type Field, percentiles } from '../maps/field.ts'
import { bandsOf, gridsOf, pyramidOf, sumOfBands } from './pyramid.ts'

/** Bands of so many samples on the shorter side and fewer are shape, which a depth model sees; finer ones are the picture's. */
const shapeSide = 24
/** Depth of the relief in picture widths where the picture itself shows none to measure the depth by. */
const usualRange = 0.04

/**
 * A height whose large shapes are those of a depth map and whose detail is the picture's. Depth has no scale of its own here: it is taken
 * to the picture's where both see something, less the plane through all of it, which is how the camera stood.
 */
export function heightWithDepth(
  height: Field,
  { depth, kind }: { readonly depth: Float32Array; readonly kind: DepthKind },
  border: Border,
): Field {
  const shape = withoutPlane(nearness(height, depth, kind))
  const grids = gridsOf(height)
  const [fine, large] = [height, shape].map((field) => bandsOf(pyramidOf(field, grids, border), border)) as [
    Field[],
    Field[],
  ]
  const side = (band: Field) => Math.min(band.width, band.height)
  const common = fine.flatMap((band, k) => (side(band) >= 8 && side(band) <= 64 && k < fine.length - 1 ? [k] : []))
  const energy = (bands: readonly Field[]) => Math.sqrt(common.reduce((sum, k) => sum + meanSquare(bands[k]!.data), 0))
  const [low = 0, high = 0] = percentiles(shape, [0.01, 0.99])
  const seen = energy(fine)
  const told = energy(large)
  const scale =
    seen > 0.02 && told > 1e-9 ? Math.min(10, seen / told) : high > low ? (usualRange * height.width) / (high - low) : 0
  const mixed = fine.map((band, k) => {
    const share = side(band) <= shapeSide || k === fine.length - 1 ? 1 : side(band) <= 4 * shapeSide ? 0.5 : 0
    const other = large[k]!.data
    return { ...band, data: band.data.map((value, i) => value + share * (other[i]! * scale - value)) }
  })
  return sumOfBands(mixed, border)
}

/** A number that grows towards the viewer; where nothing is, the middle of all others. */
function nearness({ width, height }: Field, depth: Float32Array, kind: DepthKind): Field {
  const sign = kind === 'metric' ? -1 : 1
  const known = depth.filter(Number.isFinite)
  if (known.length < depth.length / 2) {
    throw new WorkspaceError('bad-input', `Only ${known.length} of ${depth.length} depths are numbers.`, {
      hint: 'Use --height-from picture.',
    })
  }
  known.sort()
  const middle = known[known.length >> 1]!
  return { width, height, data: depth.map((value) => sign * (Number.isFinite(value) ? value : middle)) }
}

/** Less the plane of least squares. */
function withoutPlane({ width, height, data }: Field): Field {
  let [sum, sx, sy] = [0, 0, 0]
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    sum += value
    sx += value * ((i % width) - (width - 1) / 2)
    sy += value * (Math.floor(i / width) - (height - 1) / 2)
  }
  // Of coordinates that are centred, each slope is its product with the values over its own square.
  const squares = (n: number) => (n * n - 1) / 12
  const mean = sum / data.length
  const slopeX = width > 1 ? sx / (data.length * squares(width)) : 0
  const slopeY = height > 1 ? sy / (data.length * squares(height)) : 0
  return {
    ...{ width, height },
    data: data.map(
      (value, i) =>
        value - mean - slopeX * ((i % width) - (width - 1) / 2) - slopeY * (Math.floor(i / width) - (height - 1) / 2),
    ),
  }
}

function meanSquare(data: Float32Array): number {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i]! * data[i]!
  return sum / data.length
}
