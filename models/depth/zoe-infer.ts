import type { Values } from '../graph/session.ts'
import type { SeeDepth } from './depth-handle.ts'
import { networkSize, type SizeRule } from './network-size.ts'
import { type Grid, resampleGrid, resamplingTaps } from './resample.ts'

/**
 * Metres of a picture as ZoeDepth's own inference makes them (zoedepth/models/depth_model.py in isl-org/ZoeDepth): mirrored at its
 * borders by √(side/2)·3 pixels, which are cut off again, and averaged with the picture seen the other way round. `scale` brings the
 * picture's numbers to [0, 1]. → [height, width], row-major.
 */
export async function zoeInfer(
  picture: Grid,
  see: SeeDepth,
  { rule, scale }: { rule: SizeRule; scale: number },
): Promise<Float32Array> {
  const { width, height } = picture
  const [padX, padY] = [width, height].map((side) => Math.trunc(Math.sqrt(side / 2) * 3)) as [number, number]
  const sum = new Float32Array(width * height)
  for (const mirrored of [false, true]) {
    const padded = pad(picture, padX, padY, mirrored)
    const seen = await see(coreImage(padded, networkSize(padded, rule), scale))
    const depth = resampleGrid(
      { width: seen.width, height: seen.height, channels: 1, data: seen.depth },
      resamplingTaps(seen.width, padded.width, 'cubic'),
      resamplingTaps(seen.height, padded.height, 'cubic'),
    )
    for (let y = 0; y < height; y++) {
      const from = (y + padY) * padded.width + padX
      for (let x = 0; x < width; x++) sum[y * width + x]! += depth[from + (mirrored ? width - 1 - x : x)]! / 2
    }
  }
  return sum
}

/** The picture at the core's size, normalised: [1, 3, h, w] in [−1, 1]. */
function coreImage(picture: Grid, size: { width: number; height: number }, scale: number): Values {
  const grid = resampleGrid(
    picture,
    resamplingTaps(picture.width, size.width, 'bilinear-corners'),
    resamplingTaps(picture.height, size.height, 'bilinear-corners'),
  )
  const plane = size.width * size.height
  const data = new Float32Array(3 * plane)
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) data[c * plane + i] = (grid[3 * i + c]! * scale - 0.5) / 0.5
  }
  return { data, shape: [1, 3, size.height, size.width] }
}

/** The picture, or its mirror image, with a border that is mirrored again; as often as it takes where the picture is smaller. */
function pad({ width, height, data }: Grid, padX: number, padY: number, mirrored: boolean): Grid {
  const [wide, high] = [width + 2 * padX, height + 2 * padY]
  const result = new Float32Array(3 * wide * high)
  for (let y = 0; y < high; y++) {
    const from = reflected(y - padY, height) * width
    for (let x = 0; x < wide; x++) {
      const column = reflected(x - padX, width)
      const at = 3 * (from + (mirrored ? width - 1 - column : column))
      for (let c = 0; c < 3; c++) result[3 * (y * wide + x) + c] = data[at + c]!
    }
  }
  return { width: wide, height: high, channels: 3, data: result }
}

function reflected(i: number, length: number): number {
  if (length === 1) return 0
  const period = 2 * length - 2
  const place = ((i % period) + period) % period
  return place < length ? place : period - place
}
