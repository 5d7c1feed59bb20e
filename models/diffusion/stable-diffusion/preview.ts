import type { Pixels } from '../../../base/pixels.ts'

/**
 * How each latent channel looks, as sRGB in [−1, 1]: a rough picture without any network (the linear fit that ComfyUI's
 * comfy/latent_formats.py uses too). Rows are the four channels, the last row is added to all.
 */
const factors = {
  sd: [
    [0.3512, 0.2297, 0.3227],
    [0.325, 0.4974, 0.235],
    [-0.2829, 0.1762, 0.2721],
    [-0.212, -0.2616, -0.7177],
    [0, 0, 0],
  ],
  sdxl: [
    [0.3651, 0.4232, 0.4341],
    [-0.2533, -0.0042, 0.1068],
    [0.1076, 0.1111, -0.0362],
    [-0.3165, -0.2492, -0.2188],
    [0.1084, -0.0175, -0.0011],
  ],
} as const

/** A latent [c, h, w] made smaller by whole factors, so that no side is longer than `most`: means over squares. */
export function shrinkLatent(
  latent: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  most: number,
): { readonly latent: Float32Array; readonly shape: readonly [number, number, number] } {
  const factor = Math.ceil(Math.max(height, width) / most)
  if (factor === 1) return { latent, shape: [channels, height, width] }
  const [h, w] = [Math.floor(height / factor), Math.floor(width / factor)]
  const small = new Float32Array(channels * h * w)
  for (let i = 0; i < small.length; i++) {
    const [c, y, x] = [Math.floor(i / (h * w)), Math.floor(i / w) % h, i % w]
    let sum = 0
    for (let dy = 0; dy < factor; dy++) {
      const row = (c * height + y * factor + dy) * width + x * factor
      for (let dx = 0; dx < factor; dx++) sum += latent[row + dx]!
    }
    small[i] = sum / factor ** 2
  }
  return { latent: small, shape: [channels, h, w] }
}

/** A picture of a latent [4, h, w], one pixel for each of its places. */
export function latentPreview(
  latent: Float32Array,
  [, height, width]: readonly [number, number, number],
  kind: keyof typeof factors,
): Pixels {
  const area = height * width
  const rows = factors[kind]
  const bytes = new Uint8ClampedArray(3 * area)
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) {
      let value: number = rows[4]![c]!
      for (let channel = 0; channel < 4; channel++) value += latent[channel * area + i]! * rows[channel]![c]!
      bytes[3 * i + c] = value * 127.5 + 127.5
    }
  }
  return { width, height, channels: 3, data: new Uint8Array(bytes.buffer) }
}
