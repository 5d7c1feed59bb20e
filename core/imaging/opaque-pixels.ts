import { WorkspaceError } from '../../base/error.ts'
import type { Pixels } from '../../base/pixels.ts'
import { fillFromAround } from './masks/fill-from-around.ts'

/** A picture without its transparency: what is not seen is filled by what is around it. Error: `bad-input` where nothing is seen. */
export function opaquePixels(pixels: Pixels, name: string): Pixels {
  const { width, height, channels, data } = pixels
  if (channels !== 4) return pixels
  const hidden = new Uint8Array(width * height)
  let seen = 0
  for (let i = 0; i < hidden.length; i++) {
    hidden[i] = 255 - data[i * 4 + 3]!
    if (data[i * 4 + 3]! > 0) seen += 1
  }
  if (seen === 0) {
    throw new WorkspaceError('bad-input', `"${name}" is transparent all over: there is nothing to see.`, {
      hint: 'Give a picture with something on it.',
    })
  }
  return fillFromAround(pixels, { width, height, channels: 1, data: hidden })
}
