/** What is painted anew: one byte a pixel, 255 wholly and 0 not at all. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** A part of a mask, in whole pixels; empty where a side is 0. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function emptyMask(width: number, height: number): Mask {
  return { width, height, data: new Uint8ClampedArray(width * height) }
}

export function wholeRect({ width, height }: Mask): Rect {
  return { x: 0, y: 0, width, height }
}

/** The part of a rectangle that lies on the mask, on whole pixels. */
export function clipRect({ width, height }: Pick<Mask, 'width' | 'height'>, from: Rect): Rect {
  const x = Math.max(0, Math.floor(from.x))
  const y = Math.max(0, Math.floor(from.y))
  const right = Math.min(width, Math.ceil(from.x + from.width))
  const bottom = Math.min(height, Math.ceil(from.y + from.height))
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) }
}

/** The smallest rectangle around both. */
export function joinRects(a: Rect | undefined, b: Rect): Rect {
  if (a === undefined || a.width === 0 || a.height === 0) return b
  if (b.width === 0 || b.height === 0) return a
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

/** Share of the picture that is painted anew, in [0, 1]. */
export function maskShare({ data }: Mask): number {
  let sum = 0
  for (const value of data) sum += value
  return data.length === 0 ? 0 : sum / (255 * data.length)
}

export function invertMask({ data }: Mask): void {
  for (let i = 0; i < data.length; i++) data[i] = 255 - data[i]!
}

export function fillMask({ data }: Mask, value: 0 | 255): void {
  data.fill(value)
}

/** Fills or clears a polygon by the even-odd rule; points in pixels. Returns what it touched. */
export function fillPolygon(
  mask: Mask,
  points: readonly { readonly x: number; readonly y: number }[],
  value: 0 | 255,
): Rect {
  if (points.length < 3) return { x: 0, y: 0, width: 0, height: 0 }
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const rect = clipRect(mask, { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top })
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const middle = y + 0.5
    const crossings: number[] = []
    for (const [i, a] of points.entries()) {
      const b = points[(i + 1) % points.length]!
      if (a.y <= middle === b.y <= middle) continue
      crossings.push(a.x + ((middle - a.y) / (b.y - a.y)) * (b.x - a.x))
    }
    crossings.sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil(crossings[i]! - 0.5))
      const to = Math.min(mask.width, Math.ceil(crossings[i + 1]! - 0.5))
      if (to > from) mask.data.fill(value, y * mask.width + from, y * mask.width + to)
    }
  }
  return rect
}

/** Softens the mask's edge over about `radius` pixels: three box blurs, which come close to a Gaussian. */
export function featherMask(mask: Mask, radius: number): void {
  const box = Math.max(1, Math.round(radius / 2))
  const { width, height, data } = mask
  const line = new Uint8ClampedArray(Math.max(width, height))
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) blurLine(data, line, y * width, 1, width, box)
    for (let x = 0; x < width; x++) blurLine(data, line, x, width, height, box)
  }
}

function blurLine(
  data: Uint8ClampedArray,
  line: Uint8ClampedArray,
  start: number,
  step: number,
  length: number,
  box: number,
): void {
  // The border pixel goes on beyond the border: a mask that touches it stays whole there.
  const at = (i: number) => data[start + Math.min(length - 1, Math.max(0, i)) * step]!
  let sum = 0
  for (let i = -box; i <= box; i++) sum += at(i)
  for (let i = 0; i < length; i++) {
    line[i] = sum / (2 * box + 1)
    sum += at(i + box + 1) - at(i - box)
  }
  for (let i = 0; i < length; i++) data[start + i * step] = line[i]!
}
