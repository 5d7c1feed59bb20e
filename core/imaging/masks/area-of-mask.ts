import { WorkspaceError } from '../../../base/error.ts'
import type { Pixels } from '../../../base/pixels.ts'

export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * The part of a picture around what is masked, with `padding` pixels more on every side, grown to the ratio of width to height
 * that is painted as far as the picture reaches. Error: `bad-input` for a mask with nothing in it.
 */
export function areaOfMask(mask: Pixels, { padding, ratio }: { padding: number; ratio: number }): Area {
  const { width, height, channels, data } = mask
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * channels] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
  }
  if (right === 0) {
    throw new WorkspaceError('bad-input', 'Nothing is white in the mask: there is no area to paint.', {
      hint: 'White is painted anew; turn the mask around, or paint the whole picture.',
    })
  }
  const wide = right - left + 2 * padding
  const high = bottom - top + 2 * padding
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const across = span(x, Math.max(wide, Math.round(high * ratio)), width)
  const down = span(y, Math.max(high, Math.round(wide / ratio)), height)
  return { left: across.from, top: down.from, width: across.length, height: down.length }
}

/** A stretch of that length around a middle, moved and cut to lie within `most`. */
function span(middle: number, length: number, most: number): { from: number; length: number } {
  const fitting = Math.min(length, most)
  const from = Math.min(most - fitting, Math.max(0, Math.round(middle - fitting / 2)))
  return { from, length: fitting }
}
