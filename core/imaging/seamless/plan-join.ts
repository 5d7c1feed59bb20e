import { log2 } from '../../../models/procedural/exact-math.ts'
import { blurField } from '../maps/blur-field.ts'
import type { Field } from '../maps/field.ts'
import { resample } from '../pbr/pyramid.ts'
import { cheapestCut } from './cheapest-cut.ts'
import { shearField } from './shear-field.ts'

/** How the right border of a picture is brought over its left one. */
export interface JoinPlan {
  /** Columns that lie over each other: the result is so much narrower. */
  readonly overlap: number
  /** Rows by which the right border lies too low (negative: too high): the picture is sheared by it, and loses as many rows. */
  readonly shift: number
  /** For each row of the result the column of the overlap from which on the left border is seen. */
  readonly cut: Int32Array
  /** For each row, by how many stops the right border is brighter in the mean. */
  readonly stops: Float32Array
  /** What the cut crosses: root mean square difference of both sides, in the guide's unit. */
  readonly difference: number
}

/** Shares of the width: less is too little to choose a cut in, more would throw away too much of the picture. */
const overlaps = { from: 0.12, to: 0.42 }
/** Of the height: pictures that hang a little. */
const largestShift = 0.03
/** The overlap that costs nothing. */
const preferred = 0.15
/** Side of the picture in which all overlaps and shifts are tried. */
const searchSide = 144

/**
 * The overlap, shift and cut that show least, over all that there are: borders of bricks or tiles then meet in step. `guide` is one
 * field for each channel, about 0..255; `kept` is the share of the other side that is left, from which this one's should not be far.
 */
export function planJoin(
  guide: readonly Field[],
  { periodic, kept = 1 - preferred }: { readonly periodic: boolean; readonly kept?: number },
): JoinPlan {
  const { width, height } = guide[0]!
  const tried = (fields: readonly Field[], overlapChoices: readonly number[], shiftChoices: readonly number[]) =>
    // A surface that wraps along y already cannot be sheared by less than all of its height.
    tryJoins(fields, { overlaps: overlapChoices, shifts: periodic ? [0] : shiftChoices, periodic, kept })
  const scale = Math.max(1, Math.max(width, height) / searchSide)
  const small = reduced(guide, scale)
  const grid = small[0]!
  const shifts = range(-grid.height * largestShift, grid.height * largestShift, 1)
  const coarse = tried(small, range(grid.width * overlaps.from, grid.width * overlaps.to, 1), shifts)
  if (scale === 1) return finished(coarse[0]!, guide, periodic)
  // What is best in the small is not always so in detail.
  const closer = reduced(guide, Math.max(1, scale / 3))
  const [u, v] = [closer[0]!.width / grid.width, closer[0]!.height / grid.height]
  const near = (middle: number, reach: number, step = 1) => range(middle - reach, middle + reach, step)
  const better = apart(coarse)
    .flatMap(({ overlap, shift }) => tried(closer, near(overlap * u, u), near(shift * v, v)))
    .toSorted((a, b) => a.score - b.score)[0]!
  const reach = width / closer[0]!.width
  const step = Math.max(1, reach / 3)
  const [x, y] = [better.overlap * reach, (better.shift * height) / closer[0]!.height]
  return finished(tried(guide, near(x, reach, step), near(y, reach, step))[0]!, guide, periodic)
}

function reduced(guide: readonly Field[], scale: number): readonly Field[] {
  if (scale === 1) return guide
  const { width, height } = guide[0]!
  const grid = { width: Math.round(width / scale), height: Math.round(height / scale) }
  return guide.map((field) => resample(blurField(field, scale * 0.45, 'mirror'), grid, 'mirror'))
}

/** The best few that are not beside a better one. */
function apart(cuts: readonly Cut[]): readonly Cut[] {
  const chosen: Cut[] = []
  for (const cut of cuts) {
    if (chosen.length === 5) break
    if (chosen.every((other) => Math.abs(other.overlap - cut.overlap) + Math.abs(other.shift - cut.shift) > 3)) {
      chosen.push(cut)
    }
  }
  return chosen
}

function finished(plan: Cut, guide: readonly Field[], periodic: boolean): JoinPlan {
  const sum = { ...guide[0]!, data: new Float32Array(guide[0]!.data.length) }
  for (const { data } of guide) for (let i = 0; i < data.length; i++) sum.data[i]! += data[i]!
  const { width, height, data } = shearField(sum, plan.shift)
  const mean = (y: number, from: number) => {
    let all = 0
    for (let x = from; x < from + plan.overlap; x++) all += data[y * width + x]!
    return all / plan.overlap
  }
  const step = Float32Array.from({ length: height }, (_, y) => {
    // Below a twentieth of full white there is little to compare.
    return log2((mean(y, width - plan.overlap) + 12 * guide.length) / (mean(y, 0) + 12 * guide.length))
  })
  const border = periodic ? 'wrap' : 'mirror'
  const { score: _, ...cut } = plan
  return { ...cut, stops: blurField({ width: 1, height, data: step }, height / 10, 'mirror', border).data }
}

interface Cut extends Omit<JoinPlan, 'stops'> {
  readonly score: number
}

interface Choices {
  readonly overlaps: readonly number[]
  readonly shifts: readonly number[]
  readonly periodic: boolean
  readonly kept: number
}

/** Each choice with its cut, the best first. */
function tryJoins(guide: readonly Field[], { overlaps: across, shifts, periodic, kept }: Choices): Cut[] {
  const cuts = across.flatMap((overlap) =>
    shifts.map((shift): Cut => {
      const { rows, margin, columns, cost } = costsOf(guide, overlap, shift)
      const { cut, mean } = cheapestCut(cost, { columns, rows, closed: periodic })
      // A picture that keeps more of itself, and its shape, is worth a slightly worse cut.
      const share = 1 - overlap / guide[0]!.width
      const bent = Math.max(share / kept, kept / share) - 1
      return {
        ...{ overlap, shift, cut: cut.map((column) => column + margin), difference: Math.sqrt(mean) },
        score: mean * (1 + 0.6 * (1 - share) + 2 * bent),
      }
    }),
  )
  return cuts.sort((a, b) => a.score - b.score)
}

/** Squared differences of both borders at each place of the overlap but its rims, where the blend needs room. */
function costsOf(guide: readonly Field[], overlap: number, shift: number) {
  const { width, height } = guide[0]!
  const rows = height - Math.abs(shift)
  const margin = Math.floor(overlap / 6)
  const columns = overlap - 2 * margin
  const cost = new Float32Array(columns * rows)
  const [left, right] = [Math.max(0, -shift), Math.max(0, shift)]
  for (const { data } of guide) {
    for (let y = 0; y < rows; y++) {
      const a = (y + left) * width + margin
      const b = (y + right) * width + width - overlap + margin
      for (let x = 0; x < columns; x++) {
        const difference = data[a + x]! - data[b + x]!
        cost[y * columns + x]! += difference * difference
      }
    }
  }
  // An even place has no preference: half a step of 8 bits.
  for (let i = 0; i < cost.length; i++) cost[i] = cost[i]! / guide.length + 0.25
  return { rows, margin, columns, cost }
}

function range(from: number, to: number, step: number): number[] {
  const [first, last] = [Math.round(from), Math.round(to)]
  const whole = Math.max(1, Math.round(step))
  return Array.from({ length: Math.max(1, Math.floor((last - first) / whole) + 1) }, (_, i) => first + i * whole)
}
