/** How a picture lies on a stage: its left top corner at (x, y) in CSS pixels, each of its pixels `scale` CSS pixels wide. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Beyond this one pixel fills a thumbnail: nothing more to see. */
const MOST = 64

/** The whole picture in the middle of the stage; a small one is not enlarged beyond whole pixels that still fit. */
export function fitView(picture: Size, stage: Size, margin = 0): View {
  const room = { width: Math.max(1, stage.width - 2 * margin), height: Math.max(1, stage.height - 2 * margin) }
  const scale = Math.min(room.width / picture.width, room.height / picture.height)
  // Whole steps keep the pixels of tiny maps equally large; between 1 and 2 the fit is worth more.
  return centre(scale >= 3 ? Math.floor(scale) : scale, picture, stage)
}

/** One pixel of the picture on one pixel of the screen, the point `at` (of the stage) where it is. */
export function pixelView(
  view: View,
  picture: Size,
  stage: Size,
  { at, pixelRatio }: { at?: Point; pixelRatio: number },
): View {
  const scale = 1 / pixelRatio
  const point = at ?? { x: stage.width / 2, y: stage.height / 2 }
  const zoomed = zoomAt(view, scale / view.scale, point, { picture, stage })
  // On whole device pixels, else the browser would blend each pixel from two.
  const whole = (value: number) => Math.round(value * pixelRatio) / pixelRatio
  return { scale, x: whole(zoomed.x), y: whole(zoomed.y) }
}

/** Larger or smaller by `factor`, so that what is under `at` stays there. */
export function zoomAt(
  view: View,
  factor: number,
  at: Point,
  { picture, stage }: { picture: Size; stage: Size },
): View {
  const least = Math.min(fitView(picture, stage).scale, 1) / 4
  const scale = Math.min(MOST, Math.max(least, view.scale * factor))
  const ratio = scale / view.scale
  return keepInSight({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, picture, stage)
}

export function pan(view: View, by: Point, picture: Size, stage: Size): View {
  return keepInSight({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, stage)
}

/** Two fingers: what was between them before is between them now. */
export function pinch(
  view: View,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
  area: { picture: Size; stage: Size },
): View {
  const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const distance = ([a, b]: readonly [Point, Point]) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
  const [from, to] = [middle(before), middle(after)]
  const moved = pan(view, { x: to.x - from.x, y: to.y - from.y }, area.picture, area.stage)
  return zoomAt(moved, distance(after) / distance(before), to, area)
}

/** A picture smaller than the stage stays whole on it, a larger one covers its middle: it can never be lost. */
function keepInSight(view: View, picture: Size, stage: Size): View {
  const hold = (at: number, extent: number, room: number) => {
    const [low, high] = extent <= room ? [0, room - extent] : [room / 2 - extent, room / 2]
    return Math.min(high, Math.max(low, at))
  }
  return {
    scale: view.scale,
    x: hold(view.x, picture.width * view.scale, stage.width),
    y: hold(view.y, picture.height * view.scale, stage.height),
  }
}

function centre(scale: number, picture: Size, stage: Size): View {
  return {
    scale,
    x: (stage.width - picture.width * scale) / 2,
    y: (stage.height - picture.height * scale) / 2,
  }
}
