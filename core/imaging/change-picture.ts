import type { Asset } from '../../base/asset.ts'
import type { Context } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { encodePictures } from './encode-assets.ts'

/** Reads a picture, changes its pixels, and keeps the result as a picture made from it: `<name>-<suffix>` where no name is given. */
export async function changePicture(
  context: Context,
  { image, name, suffix }: { image: string; name?: string | undefined; suffix: string },
  change: (pixels: Pixels, title: string) => Pixels,
): Promise<Asset> {
  const { decodeImage } = await import('./codecs/decode-image.ts')
  const { asset, bytes } = await context.readAsset(image)
  const pixels = change(await decodeImage(bytes), asset.name)
  context.signal.throwIfAborted()
  context.progress(0.5, 'Writing')
  const [encoded] = await encodePictures([{ image: pixels }], context)
  const { width, height } = pixels
  return context.putAsset(
    {
      name: name ?? `${asset.name}-${suffix}`,
      kind: 'image',
      mediaType: 'image/png',
      parents: [image],
      quality: encoded!.quality,
      facts: { width, height },
    },
    encoded!.bytes,
  )
}
