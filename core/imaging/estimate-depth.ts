import type { Asset } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { DepthKind } from '../../base/model.ts'
import type { Context } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'

/** Depth over a picture, Infinity where nothing is, with what its record says. */
export interface DepthOfImage {
  readonly width: number
  readonly height: number
  readonly depth: Float32Array
  readonly kind: DepthKind
  readonly facts: Readonly<Record<string, unknown>>
  /** Beside the picture itself. */
  readonly parents: readonly string[]
}

/** The depth that an installed model sees in a picture. Wholly transparent pixels are nothing. */
export async function estimateDepth(
  context: Context,
  { asset, bytes }: { readonly asset: Asset; readonly bytes: Uint8Array },
  { model: name, tiles }: { readonly model: string | undefined; readonly tiles: boolean },
): Promise<DepthOfImage> {
  const model = await context.model('depth', name).catch((error: unknown) => {
    throw name === undefined ? noModel(asset, error) : error
  })
  const { decodeImage } = await import('./codecs/decode-image.ts')
  const { colours, seen } = overWhite(await decodeImage(bytes), asset)
  const { signal } = context
  const onProgress = (fraction: number, message?: string) => context.progress(fraction * 0.9, message)
  const estimate = tiles
    ? await (await import('../../models/depth/estimate-in-tiles.ts')).estimateInTiles(colours, model, {
        signal,
        onProgress,
      })
    : { ...(await model.estimate(colours, { signal, onProgress })), windows: 1 }
  const { width, height, depth, kind, windows } = estimate
  if (seen !== undefined) for (let i = 0; i < depth.length; i++) if (seen[i] === 0) depth[i] = Infinity
  return { width, height, depth, kind, parents: [], facts: { exact: false, model: model.modelId, windows } }
}

function noModel(asset: Asset, cause: unknown): unknown {
  if (!(cause instanceof WorkspaceError) || cause.code !== 'no-model') return cause
  return new WorkspaceError('no-model', `No installed model can see the depth of "${asset.name}".`, {
    hint: 'Get one: ai-workspace models pull depth-anything-v2-small. Of images that the built-in engine made the depth is known without.',
    cause,
  })
}

/** Colours as they look on white, and the transparency where there is any: 0 where nothing is seen. */
function overWhite(
  { width, height, channels, data }: Pixels,
  asset: Asset,
): { readonly colours: Pixels; readonly seen?: Uint8Array } {
  if (channels === 3) return { colours: { width, height, channels, data } }
  const colours = new Uint8Array(3 * width * height)
  const seen = new Uint8Array(width * height)
  for (let i = 0; i < seen.length; i++) {
    const alpha = channels === 4 ? data[4 * i + 3]! : 255
    for (let c = 0; c < 3; c++) {
      const value = data[channels * i + (channels === 4 ? c : 0)]!
      colours[3 * i + c] = Math.round((value * alpha + 255 * (255 - alpha)) / 255)
    }
    seen[i] = alpha
  }
  if (seen.every((alpha) => alpha === 0)) {
    throw new WorkspaceError('bad-input', `"${asset.name}" is transparent all over: there is nothing to see.`, {
      hint: 'Give a picture with something on it.',
    })
  }
  return { colours: { width, height, channels: 3, data: colours }, seen }
}
