import type { Context } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { cropPixels, wrapPixels } from './crop-pixels.ts'
import { resizePixels } from './resize-pixels.ts'

/** As far as upscalers and Lanczos' filter see beyond a pixel. */
const reach = 16

/**
 * A picture enlarged for a second pass: by the upscaler where one is named, else by Lanczos' filter, brought to sides of a
 * multiple of 8. What tiles along an axis still does.
 */
export async function enlarge(
  pixels: Pixels,
  times: number,
  { upscaler, seamless = 'none' }: { upscaler?: string | undefined; seamless?: 'none' | 'x' | 'y' | 'xy' | undefined },
  context: Pick<Context, 'model' | 'signal'>,
): Promise<Pixels> {
  const side = (length: number) => Math.round((length * times) / 8) * 8
  const across = axis(pixels.width, side(pixels.width), seamless.includes('x'))
  const down = axis(pixels.height, side(pixels.height), seamless.includes('y'))
  const wrapped = wrapPixels(pixels, across.border, down.border)
  const larger =
    upscaler === undefined
      ? wrapped
      : await (await context.model('upscale', upscaler)).upscale(wrapped, {
          signal: context.signal,
          onProgress: () => {},
        })
  const sized = resizePixels(larger, across.to + 2 * across.borderTo, down.to + 2 * down.borderTo)
  return cropPixels(sized, { left: across.borderTo, top: down.borderTo, width: across.to, height: down.to })
}

/** A border that becomes whole pixels when `from` becomes `to`: a multiple of from / gcd(from, to), at most the whole side. */
function axis(from: number, to: number, wraps: boolean): { to: number; border: number; borderTo: number } {
  if (!wraps) return { to, border: 0, borderTo: 0 }
  const unit = from / greatestDivisor(from, to)
  const border = Math.min(from, Math.ceil(reach / unit) * unit)
  return { to, border, borderTo: (border * to) / from }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
