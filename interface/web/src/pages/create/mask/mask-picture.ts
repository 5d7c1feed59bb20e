import { emptyMask, type Mask } from './mask.ts'

/** The tint of what is painted anew: the accent's verdigris, seen on light and dark pictures alike. */
const tint = [32, 214, 190] as const
const tintOpacity = 0.6

/** Draws a part of the mask as a tint on its canvas. */
export function drawMask(
  context: CanvasRenderingContext2D,
  { data, width }: Mask,
  rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  if (rect.width === 0 || rect.height === 0) return
  const pixels = context.createImageData(rect.width, rect.height)
  for (let row = 0; row < rect.height; row++) {
    for (let column = 0; column < rect.width; column++) {
      const at = 4 * (row * rect.width + column)
      pixels.data[at] = tint[0]
      pixels.data[at + 1] = tint[1]
      pixels.data[at + 2] = tint[2]
      pixels.data[at + 3] = data[(rect.y + row) * width + rect.x + column]! * tintOpacity
    }
  }
  context.putImageData(pixels, rect.x, rect.y)
}

/** The mask as the file that nodes take: white is painted anew, black stays. */
export async function maskFile(mask: Mask, name: string): Promise<File> {
  const canvas = new OffscreenCanvas(mask.width, mask.height)
  const context = canvas.getContext('2d')!
  const pixels = context.createImageData(mask.width, mask.height)
  for (const [i, value] of mask.data.entries()) {
    pixels.data.fill(value, 4 * i, 4 * i + 3)
    pixels.data[4 * i + 3] = 255
  }
  context.putImageData(pixels, 0, 0)
  return new File([await canvas.convertToBlob({ type: 'image/png' })], `${name}.png`, { type: 'image/png' })
}

/** A mask that was made before, read by its brightness; an empty one where it has another size. */
export async function readMask(url: string, width: number, height: number): Promise<Mask> {
  const mask = emptyMask(width, height)
  const image = new Image()
  image.src = url
  await image.decode()
  if (image.naturalWidth !== width || image.naturalHeight !== height) return mask
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = data[4 * i]!
  return mask
}
