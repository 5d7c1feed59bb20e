import type { StartImage } from '../../../base/model.ts'
import type { Pixels } from '../../../base/pixels.ts'
import type { Wrap } from '../../graph/layers.ts'
import type { Session, Values } from '../../graph/session.ts'
import type { StartLatent } from './denoise.ts'
import { encodeTiled } from './encode-tiled.ts'
import { latentMask, toSignal } from './pixels-and-latents.ts'

/** What a picture to begin from becomes for the network: a latent, and for inpainting checkpoints what they see beside it. */
export interface PreparedStart {
  readonly start?: StartLatent
  /** [1 + c, h, w]: mask and masked picture. */
  readonly beside?: Float32Array
}

export interface StartContext {
  readonly encoder: Session
  /** Pixels for each place of the latent. */
  readonly factor: number
  readonly scale: number
  readonly wrap: Wrap
  /** The checkpoint's U-Net sees mask and masked picture itself. */
  readonly seesMask: boolean
  /** Draws for places that are filled with noise. */
  readonly noise: () => Float32Array
  readonly signal: AbortSignal
}

/** Encodes the picture and brings the mask to the latent's size. */
export async function prepareStart(
  { image, strength, mask, fill = 'original' }: StartImage,
  { encoder, seesMask, noise, ...options }: StartContext,
): Promise<PreparedStart> {
  const signalOf = toSignal(image)
  let latent = await encodeTiled(encoder, signalOf, options)
  const begin = strength < 1
  if (mask === undefined) return { start: { latent, begin } }
  const binary = binaryMask(mask)
  const small = latentMask(binary, options.factor)
  if (fill !== 'original') {
    const draw = fill === 'noise' ? noise() : undefined
    latent = latent.map((value, i) => (small[i % small.length] === 1 ? (draw?.[i] ?? 0) : value))
  }
  if (!seesMask) return { start: { latent, begin, mask: small } }
  const masked = await encodeTiled(encoder, hideMasked(signalOf, binary), options)
  return { start: { latent, begin }, beside: Float32Array.from([...small, ...masked]) }
}

/** An inpainting checkpoint without a picture: everything is painted anew, over grey. */
export async function prepareEmpty(
  { width, height }: { width: number; height: number },
  { encoder, factor, ...options }: Pick<StartContext, 'encoder' | 'factor' | 'scale' | 'wrap' | 'signal'>,
): Promise<PreparedStart> {
  const grey = { data: new Float32Array(3 * width * height), shape: [1, 3, height, width] }
  const masked = await encodeTiled(encoder, grey, { factor, ...options })
  const all = new Float32Array((width * height) / factor ** 2).fill(1)
  return { beside: Float32Array.from([...all, ...masked]) }
}

/** What is not masked stays to the bit; over `blur` pixels the two are mixed. */
export function keepUnmasked(painted: Pixels, original: Pixels, mask: Pixels, blur: number): Pixels {
  const soft = blur > 0 ? boxBlur(boxBlur(alphaOf(mask), mask, blur), mask, blur) : alphaOf(mask)
  const data = painted.data.map((value, i) => {
    const pixel = Math.floor(i / 3)
    const share = soft[pixel]!
    const kept = original.data[pixel * original.channels + (original.channels === 1 ? 0 : i % 3)]!
    return Math.round(share * value + (1 - share) * kept)
  })
  return { ...painted, data }
}

function alphaOf({ data, channels, width, height }: Pixels): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => data[i * channels]! / 255)
}

/** 1 where the mask is lighter than the middle: [1, 1, h, w]. */
function binaryMask({ data, channels, width, height }: Pixels): Values {
  const values = Float32Array.from({ length: width * height }, (_, i) => (data[i * channels]! >= 128 ? 1 : 0))
  return { data: values, shape: [1, 1, height, width] }
}

/** Masked pixels as grey: image · (mask < ½), in [−1, 1]. */
function hideMasked({ data, shape }: Values, mask: Values): Values {
  const area = mask.data.length
  return { data: (data as Float32Array).map((value, i) => (mask.data[i % area] === 1 ? 0 : value)), shape }
}

/** The mean over a square of 2r + 1, by running sums along both axes. */
function boxBlur(values: Float32Array, { width, height }: Pixels, radius: number): Float32Array {
  const pass = (source: Float32Array, length: number, lines: number, step: number, lineStep: number) => {
    const result = new Float32Array(source.length)
    for (let line = 0; line < lines; line++) {
      const at = (i: number) => source[line * lineStep + Math.min(length - 1, Math.max(0, i)) * step]!
      let sum = 0
      for (let i = -radius; i <= radius; i++) sum += at(i)
      for (let i = 0; i < length; i++) {
        result[line * lineStep + i * step] = sum / (2 * radius + 1)
        sum += at(i + radius + 1) - at(i - radius)
      }
    }
    return result
  }
  return pass(pass(values, width, height, 1, width), height, width, width, 1)
}
