import { clipRect, joinRects, type Mask, type Rect } from './mask.ts'

export interface Brush {
  /** Diameter in pixels of the picture. */
  readonly size: number
  /** Share of the radius that is covered wholly, in [0, 1]. */
  readonly hardness: number
  /** Of the whole stroke, in (0, 1]: passing twice over a place does not add up. */
  readonly opacity: number
  readonly erase: boolean
}

export interface StrokePoint {
  readonly x: number
  readonly y: number
  /** Of a pen in [0, 1]; 1 for what has no pressure. It makes the brush smaller. */
  readonly pressure: number
}

/** Dabs stand this share of the brush's size apart: below, the edge of a stroke looks even. */
const spacing = 0.12

/** One stroke of a brush on a mask, while it is drawn. */
export interface Stroke {
  /** Draws on to a point; returns what changed. */
  to(point: StrokePoint): Rect
  /** Everything it has changed so far. */
  readonly touched: Rect | undefined
}

/** Begins a stroke. The mask is changed in place; how it was stays in `before` until the stroke ends. */
export function beginStroke(mask: Mask, before: Uint8ClampedArray, brush: Brush): Stroke {
  /** How much of the brush has been at each pixel: the most, not the sum. */
  const cover = new Uint8ClampedArray(mask.data.length)
  let last: StrokePoint | undefined
  let touched: Rect | undefined

  function dab({ x, y, pressure }: StrokePoint): Rect {
    const radius = Math.max(0.5, (brush.size / 2) * pressure)
    const rect = clipRect(mask, { x: x - radius - 1, y: y - radius - 1, width: 2 * radius + 2, height: 2 * radius + 2 })
    const hard = radius * brush.hardness
    // At least one pixel of slope, so that a hard brush has smooth edges.
    const slope = Math.max(1, radius - hard)
    const target = brush.erase ? 0 : 255
    for (let row = rect.y; row < rect.y + rect.height; row++) {
      const dy = row + 0.5 - y
      for (let column = rect.x; column < rect.x + rect.width; column++) {
        const dx = column + 0.5 - x
        const linear = Math.min(1, Math.max(0, (radius + 0.5 - Math.sqrt(dx * dx + dy * dy)) / slope))
        const strength = 255 * linear * linear * (3 - 2 * linear)
        const at = row * mask.width + column
        if (strength <= cover[at]!) continue
        cover[at] = strength
        const share = (strength / 255) * brush.opacity
        mask.data[at] = before[at]! + (target - before[at]!) * share
      }
    }
    return rect
  }

  return {
    get touched() {
      return touched
    },
    to(point) {
      const from = last ?? point
      const distance = Math.hypot(point.x - from.x, point.y - from.y)
      const steps = Math.max(1, Math.ceil(distance / Math.max(0.5, brush.size * spacing)))
      let changed: Rect | undefined
      for (let step = last === undefined ? steps : 1; step <= steps; step++) {
        const share = step / steps
        const at = {
          x: from.x + (point.x - from.x) * share,
          y: from.y + (point.y - from.y) * share,
          pressure: from.pressure + (point.pressure - from.pressure) * share,
        }
        changed = joinRects(changed, dab(at))
      }
      last = point
      touched = joinRects(touched, changed!)
      return changed!
    },
  }
}
