import type { DepthEstimate, DepthModel } from '../../base/model.ts'
import type { Pixels } from '../../base/pixels.ts'
import { divideAxis, featherWeight, type Window } from '../upscale/tile-axis.ts'
import { fitScaleAndShift } from './fit-scale.ts'

/** Windows are this many times as wide as the model's own pictures: each is still seen at half its size. */
const windowSizes = 2
/** The part of a window that others see too. */
const overlap = 0.25

/**
 * Depth of a large picture, window by window at the model's full detail. What a window says is relative to itself: it is brought to
 * the estimate of the whole picture by the scale and shift that fit best (least squares), and windows are blended where they
 * overlap. A window that contradicts the whole (no scale above 0 fits) is left out, the whole stands there.
 */
export async function estimateInTiles(
  pixels: Pixels,
  model: DepthModel,
  { signal, onProgress }: Parameters<DepthModel['estimate']>[1],
): Promise<DepthEstimate & { readonly windows: number }> {
  const tile = windowSizes * model.size
  const margin = Math.round((tile * overlap) / 2)
  const { width, height } = pixels
  const across = divideAxis(width, { tile, margin })
  const down = divideAxis(height, { tile, margin })
  const count = across.windows.length * down.windows.length
  const whole = await model.estimate(pixels, {
    signal,
    onProgress: (fraction, message) => onProgress(fraction / (count === 1 ? 1 : count + 1), message),
  })
  if (count === 1) return { ...whole, windows: 1 }
  const depth = new Float32Array(width * height)
  // What a window that was left out would have counted is the whole's.
  let done = 0
  for (const vertical of down.windows) {
    for (const horizontal of across.windows) {
      signal.throwIfAborted()
      const part = cut(pixels, horizontal.start, vertical.start, across.window, down.window)
      const seen = await model.estimate(part, { signal, onProgress: () => {} })
      const coarse = cutField(whole, horizontal.start, vertical.start, part)
      const fit = fitScaleAndShift(seen.depth, coarse)
      addWindow(
        depth,
        { width, height },
        horizontal,
        vertical,
        part,
        fit === undefined ? coarse : apply(seen.depth, fit),
      )
      onProgress(++done / (count + 1), `Looking closer: window ${done} of ${count}`)
    }
  }
  // Metres are never negative; a shift may have made them so.
  if (whole.kind === 'metric') for (let i = 0; i < depth.length; i++) depth[i] = Math.max(depth[i]!, 1e-3)
  return { ...whole, depth, windows: count }

  function addWindow(
    sum: Float32Array,
    picture: { width: number; height: number },
    horizontal: Window,
    vertical: Window,
    part: Pixels,
    values: Float32Array,
  ): void {
    const weightsX = Float32Array.from({ length: part.width }, (_, x) =>
      featherWeight(horizontal, horizontal.start + x + 0.5, picture.width, margin),
    )
    for (let y = 0; y < part.height; y++) {
      const weightY = featherWeight(vertical, vertical.start + y + 0.5, picture.height, margin)
      if (weightY === 0) continue
      const to = (vertical.start + y) * picture.width + horizontal.start
      for (let x = 0; x < part.width; x++) sum[to + x]! += weightY * weightsX[x]! * values[y * part.width + x]!
    }
  }
}

function apply(values: Float32Array, { scale, shift }: { scale: number; shift: number }): Float32Array {
  return values.map((value) => scale * value + shift)
}

/** The part of a picture that a window covers; windows end where the picture does. */
function cut({ width, height, data }: Pixels, x: number, y: number, w: number, h: number): Pixels {
  const [partWidth, partHeight] = [Math.min(w, width - x), Math.min(h, height - y)]
  const part = new Uint8Array(3 * partWidth * partHeight)
  for (let row = 0; row < partHeight; row++) {
    const from = 3 * ((y + row) * width + x)
    part.set(data.subarray(from, from + 3 * partWidth), 3 * row * partWidth)
  }
  return { width: partWidth, height: partHeight, channels: 3, data: part }
}

function cutField({ depth, width }: DepthEstimate, x: number, y: number, part: Pixels): Float32Array {
  const values = new Float32Array(part.width * part.height)
  for (let row = 0; row < part.height; row++) {
    const from = (y + row) * width + x
    values.set(depth.subarray(from, from + part.width), row * part.width)
  }
  return values
}
