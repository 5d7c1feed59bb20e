import { useEffect, useState } from 'react'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { isPicture } from '../asset-words.ts'
import { comparePixels, differencePicture, type PixelDifference } from './compare-pixels.ts'

export type Difference =
  | { readonly state: 'measuring' }
  | {
      readonly state: 'measured'
      readonly measures: PixelDifference
      readonly picture: ImageData
      readonly gain: number
    }
  | { readonly state: 'failed'; readonly reason: string }

/** Larger pictures are measured at this size: 16 million pixels are 64 MB each. */
const MOST_PIXELS = 16_000_000

/** Measures how two pictures differ, pixel by pixel, and draws the difference so that it can be seen. */
export function useDifference(a: Asset, b: Asset): Difference {
  const [difference, setDifference] = useState<Difference>({ state: 'measuring' })
  useEffect(() => {
    let wanted = true
    setDifference({ state: 'measuring' })
    measure(a, b).then(
      (found) => wanted && setDifference(found),
      () => wanted && setDifference({ state: 'failed', reason: 'One of the two is no picture that can be measured.' }),
    )
    return () => {
      wanted = false
    }
  }, [a, b])
  return difference
}

async function measure(a: Asset, b: Asset): Promise<Difference> {
  const [first, second] = await Promise.all([load(a), load(b)])
  const { naturalWidth: width, naturalHeight: height } = first
  if (second.naturalWidth !== width || second.naturalHeight !== height) {
    const sizes = `${width} × ${height} and ${second.naturalWidth} × ${second.naturalHeight}`
    return { state: 'failed', reason: `They have different sizes, ${sizes}: shown over each other, not measured.` }
  }
  if (width * height > MOST_PIXELS) return { state: 'failed', reason: 'They are too large to be measured here.' }
  const [x, y] = [pixelsOf(first, width, height), pixelsOf(second, width, height)]
  const measures = comparePixels(x, y)
  // The largest difference becomes white, so that the smallest can be seen at all.
  const gain = measures.most === 0 ? 1 : Math.max(1, Math.floor(255 / measures.most))
  return { state: 'measured', measures, gain, picture: new ImageData(differencePicture(x, y, gain), width, height) }
}

async function load(asset: Asset): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = isPicture(asset) ? asset.url : thumbnailUrl(asset, 'large')
  await image.decode()
  return image
}

function pixelsOf(image: HTMLImageElement, width: number, height: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, width, height).data
}
