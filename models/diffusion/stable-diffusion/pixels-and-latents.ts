import { WorkspaceError } from '../../../base/error.ts'
import type { Pixels } from '../../../base/pixels.ts'
import type { Session, Values } from '../../graph/session.ts'

/** sRGB bytes as the autoencoder takes them: [1, 3, h, w] in [−1, 1]. A fourth channel is left out. */
export function toSignal({ width, height, channels, data }: Pixels): Values {
  const area = width * height
  const values = new Float32Array(3 * area)
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) values[c * area + i] = data[i * channels + (channels === 1 ? 0 : c)]! / 127.5 - 1
  }
  return { data: values, shape: [1, 3, height, width] }
}

/** The autoencoder's answer as bytes: clamp(x/2 + ½, 0, 1). */
export function fromSignal({ data, shape }: Values): Pixels {
  const [, , height, width] = shape as [number, number, number, number]
  const area = width * height
  const bytes = new Uint8ClampedArray(3 * area)
  for (let i = 0; i < area; i++) {
    // A clamped array rounds to the nearest and keeps within 0 and 255.
    for (let c = 0; c < 3; c++) bytes[i * 3 + c] = (data[c * area + i] as number) * 127.5 + 127.5
  }
  return { width, height, channels: 3, data: new Uint8Array(bytes.buffer) }
}

/**
 * A picture's latent, scaled as the U-Net takes it: the posterior's mean, or with `noise` a draw mean + std·noise from it.
 * image [1, 3, 8h, 8w] → [c, h, w].
 */
export async function encodeLatent(
  encoder: Session,
  image: Values,
  { scale, noise, signal }: { scale: number; noise?: Float32Array | undefined; signal: AbortSignal },
): Promise<Float32Array> {
  const { mean, logvar } = await encoder.run({ image }, { signal })
  return (mean!.data as Float32Array).map((value, i) => {
    if (noise === undefined) return value * scale
    // Log variances are clamped as in the reference (ldm/modules/distributions/distributions.py).
    const deviation = Math.exp(0.5 * Math.min(20, Math.max(-30, logvar!.data[i] as number)))
    return (value + deviation * noise[i]!) * scale
  })
}

/** [c, h, w] as the U-Net makes it → [1, 3, 8h, 8w], about [−1, 1]. */
export async function decodeLatent(
  decoder: Session,
  latent: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  { scale, signal }: { scale: number; signal: AbortSignal },
): Promise<Values> {
  const unscaled = latent.map((value) => value / scale)
  const { image } = await decoder.run({ latent: { data: unscaled, shape: [1, channels, height, width] } }, { signal })
  if ((image!.data as Float32Array).some(Number.isNaN)) {
    throw new WorkspaceError('corrupt-file', 'The autoencoder gave values that are no numbers.', {
      hint: 'Its weights may be damaged (ai-workspace models verify); another one is taken with --vae.',
    })
  }
  return image!
}

/** A mask of the picture at the latent's size by nearest neighbour, 1 where it is painted anew: [8h, 8w] → [h, w]. */
export function latentMask({ data, shape }: Values, factor: number): Float32Array {
  const [height, width] = shape.slice(-2) as [number, number]
  const [h, w] = [height / factor, width / factor]
  return Float32Array.from({ length: h * w }, (_, i) => {
    const [y, x] = [Math.floor(i / w), i % w]
    return data[y * factor * width + x * factor] as number
  })
}
