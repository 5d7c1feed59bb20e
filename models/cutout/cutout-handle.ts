import type { CutoutModel, LoadContext } from '../../base/model.ts'
import type { Pixels } from '../../base/pixels.ts'
import { titleOn } from '../../base/provider.ts'
import type { Planes } from '../mesh/resize-antialiased.ts'
import { resizeAntialiased } from '../mesh/resize-antialiased.ts'

export interface CutoutNetwork extends AsyncDisposable {
  /** A picture of the network's own size to how much of each pixel is foreground, both in [0, 1]. */
  run(picture: Planes): Promise<Planes>
  /** Width and height of what it takes. */
  readonly size: { readonly width: number; readonly height: number }
}

/** A network as the task's handle: loaded when a picture comes, shared in the memory budget. */
export function cutoutHandle(
  {
    key,
    title,
    finds,
    bytes,
    open,
  }: {
    readonly key: string
    readonly title: string
    readonly finds: CutoutModel['finds']
    readonly bytes: number
    open(): Promise<CutoutNetwork>
  },
  { budget, provider }: Pick<LoadContext, 'budget' | 'provider'>,
): CutoutModel & AsyncDisposable {
  const part = { key: `${key}/${provider.provider}`, title: titleOn(title, provider.provider), bytes, load: open }
  return {
    finds,
    async mask(pixels, { signal, onProgress }) {
      onProgress(0, provider.notice ?? 'Loading the background model')
      using lease = await budget.use(part)
      signal.throwIfAborted()
      onProgress(0.3, 'Finding the foreground')
      const { width, height } = lease.value.size
      const seen = await lease.value.run(resizeAntialiased(planesOf(pixels), width, height))
      const { data } = resizeAntialiased(seen, pixels.width, pixels.height)
      return {
        width: pixels.width,
        height: pixels.height,
        channels: 1,
        data: Uint8Array.from(data, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))),
      }
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

/** Channel after channel, in [0, 1]. */
function planesOf({ width, height, channels, data }: Pixels): Planes {
  const plane = width * height
  const out = new Float32Array(3 * plane)
  for (let i = 0; i < plane; i++) for (let c = 0; c < 3; c++) out[c * plane + i] = data[channels * i + c]! / 255
  return { width, height, channels: 3, data: out }
}
