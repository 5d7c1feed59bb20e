/** How a picture is brought to a size that a network takes: the rules of MiDaS' and Depth Anything's own transforms. */
export interface SizeRule {
  readonly width: number
  readonly height: number
  /** Both sides are multiples of this. */
  readonly multiple: number
  /**
   * With the picture's proportions kept: both sides at least as long as asked for, at most, or whichever of the two factors
   * changes the picture least. `stretch` gives them up.
   */
  readonly method: 'lower-bound' | 'upper-bound' | 'minimal' | 'stretch'
}

/** No network is shown more than this many times the area it is made for: attention takes the square of it. */
const largestArea = 4

/**
 * The size at which a network sees a picture: util/transform.py in DepthAnything/Depth-Anything-V2, midas/transforms.py in
 * isl-org/MiDaS. Beyond the reference: no side is 0, and of pictures that are much longer than wide, which the rules would show in
 * thousands of pixels, both sides are scaled down to four times the usual area.
 */
export function networkSize(
  picture: { readonly width: number; readonly height: number },
  { width, height, multiple, method }: SizeRule,
): { readonly width: number; readonly height: number } {
  let [scaleX, scaleY] = [width / picture.width, height / picture.height]
  if (method !== 'stretch') {
    const byWidth =
      method === 'lower-bound'
        ? scaleX > scaleY
        : method === 'upper-bound'
          ? scaleX < scaleY
          : Math.abs(1 - scaleX) < Math.abs(1 - scaleY)
    scaleX = scaleY = byWidth ? scaleX : scaleY
  }
  const area = scaleX * picture.width * scaleY * picture.height
  const cut = Math.min(1, Math.sqrt((largestArea * width * height) / area))
  const bound = (asked: number) =>
    cut < 1 ? {} : method === 'lower-bound' ? { least: asked } : method === 'upper-bound' ? { most: asked } : {}
  const size = {
    width: toMultiple(cut * scaleX * picture.width, multiple, bound(width)),
    height: toMultiple(cut * scaleY * picture.height, multiple, bound(height)),
  }
  if (cut === 1) return size
  // A line's other side is one multiple, which is more than its share.
  const longest = Math.floor((largestArea * width * height) / multiple / multiple) * multiple
  return { width: Math.min(size.width, longest), height: Math.min(size.height, longest) }
}

function toMultiple(
  length: number,
  multiple: number,
  { least = 0, most = Infinity }: { least?: number; most?: number },
) {
  const times = length / multiple
  let result = roundHalfToEven(times) * multiple
  if (result > most) result = Math.floor(times) * multiple
  if (result < least) result = Math.ceil(times) * multiple
  return Math.max(multiple, result)
}

/** As numpy and torch round. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value)
  return value - below === 0.5 ? below + (below % 2) : Math.round(value)
}
