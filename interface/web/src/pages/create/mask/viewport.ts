/** How a picture lies in a frame: `scale` screen pixels for one of its own, its corner at (x, y) of the frame. */
export interface Viewport {
  readonly scale: number
  readonly x: number
  readonly y: number
}

interface Extent {
  readonly width: number
  readonly height: number
}

const leastScale = 0.05
const mostScale = 32

/** The whole picture in the middle of the frame, never larger than twice its size. */
export function fitViewport(picture: Extent, frame: Extent, margin = 16): Viewport {
  const scale = Math.min(
    2,
    Math.max(
      leastScale,
      Math.min((frame.width - 2 * margin) / picture.width, (frame.height - 2 * margin) / picture.height),
    ),
  )
  return { scale, x: (frame.width - picture.width * scale) / 2, y: (frame.height - picture.height * scale) / 2 }
}

/** Larger or smaller by a factor; what lies under `point` of the frame stays there. */
export function zoomAt(view: Viewport, factor: number, point: { readonly x: number; readonly y: number }): Viewport {
  const scale = Math.min(mostScale, Math.max(leastScale, view.scale * factor))
  const by = scale / view.scale
  return { scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by }
}

/** A point of the frame on the picture. */
export function toPicture({ scale, x, y }: Viewport, point: { readonly x: number; readonly y: number }) {
  return { x: (point.x - x) / scale, y: (point.y - y) / scale }
}
