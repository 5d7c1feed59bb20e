import type { PictureFacts } from './features.ts'
import type { LightDirection } from './light-direction.ts'
import type { PictureLevel } from './picture-levels.ts'

/** What the features need to know of the picture as a whole. */
export function factsOfPicture(levels: readonly PictureLevel[], light: LightDirection): PictureFacts {
  const { luma, red, blue } = levels[0]!
  const [mean, square] = meanAndSquare(luma.data)
  return {
    light,
    mean,
    spread: Math.sqrt(Math.max(0, square - mean * mean)),
    red: meanAndSquare(red.data)[0],
    blue: meanAndSquare(blue.data)[0],
  }
}

function meanAndSquare(data: Float32Array): [mean: number, square: number] {
  let sum = 0
  let squares = 0
  for (let i = 0; i < data.length; i++) {
    sum += data[i]!
    squares += data[i]! * data[i]!
  }
  return [sum / data.length, squares / data.length]
}

/**
 * Numbers about a whole picture from which its mean roughness and whether it shows metal are guessed: a constant, colour, spread
 * and skewness of its brightness, how much each size of detail has of it, and how that goes with colour.
 */
export function summaryOf(levels: readonly PictureLevel[], { light, mean, spread, red, blue }: PictureFacts): number[] {
  const { luma } = levels[0]!
  let third = 0
  let fourth = 0
  for (let i = 0; i < luma.data.length; i++) {
    const z = (luma.data[i]! - mean) / (spread + 0.05)
    third += z * z * z
    fourth += Math.min(81, z * z * z * z)
  }
  const sizes = levels.slice(0, 6)
  const root = (field: { readonly data: Float32Array }) => Math.sqrt(Math.max(0, meanAndSquare(field.data)[0]))
  const energies = sizes.map(({ energy }) => root(energy))
  const colours = sizes.slice(0, 4).map(({ redEnergy, blueEnergy }) => root(redEnergy) + root(blueEnergy))
  const saturation = Math.sqrt(red * red + blue * blue)
  return [
    1,
    ...[red, blue, saturation, spread, mean],
    ...[third / luma.data.length, fourth / luma.data.length / 3],
    Math.sqrt(light[0] * light[0] + light[1] * light[1]),
    ...Array.from({ length: 6 }, (_, k) => energies[k] ?? 0),
    ...Array.from({ length: 4 }, (_, k) => colours[k] ?? 0),
    (energies[0] ?? 0) / ((energies[2] ?? 0) + 0.02),
    (energies[1] ?? 0) / ((energies[3] ?? 0) + 0.02),
  ]
}
