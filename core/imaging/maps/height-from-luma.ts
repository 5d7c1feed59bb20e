import { blurField } from './blur-field.ts'
import { type Border, type Field, percentiles } from './field.ts'

/** Shares of the picture's width that the bands lie between, and what each counts: middle sizes are shape, fine ones mostly paint. */
const bands = [
  { sigma: 1 / 1024, weight: 0.08 },
  { sigma: 1 / 400, weight: 0.25 },
  { sigma: 1 / 160, weight: 0.7 },
  { sigma: 1 / 64, weight: 1 },
  { sigma: 1 / 24, weight: 0.9 },
  { sigma: 1 / 10, weight: 0.5 },
] as const

/**
 * A height in 0..1 guessed from the luminance: "dark is deep" on each of several scales (M. Langer, H. Bülthoff: under diffuse light
 * crevices are dark), each band evened out by its own local contrast, so that a white stripe does not tower over a stone. Without
 * knowing the light no filter can do better than plausible.
 */
export function heightFromLuma(luma: Field, border: Border): Field {
  const { width, height } = luma
  // Square root: closer to what the eye takes for equal steps, and dark crevices keep their shape.
  const source: Field = { width, height, data: luma.data.map((value) => Math.sqrt(value)) }
  const sum = new Float32Array(width * height)
  let finer = source
  for (const { sigma, weight } of bands) {
    const pixels = sigma * width
    const coarser = blurField(source, pixels, border)
    const energy = blurField(
      { width, height, data: coarser.data.map((value, i) => square(finer.data[i]! - value)) },
      Math.max(2, pixels * 4),
      border,
    )
    const [typical = 0] = percentiles(energy, [0.8])
    for (let i = 0; i < sum.length; i++) {
      const detail = finer.data[i]! - coarser.data[i]!
      // Half of the evening out: full contrast normalisation would lift noise in flat places to the height of stones.
      sum[i]! +=
        (weight * detail) / Math.sqrt(Math.sqrt((energy.data[i]! + 1e-6) * (typical + 1e-6)) + typical * 0.1 + 1e-5)
    }
    finer = coarser
  }
  return stretched({ width, height, data: sum })
}

/** To 0..1 between the 0.5 and 99.5 percentiles; a flat picture lies in the middle. */
function stretched({ width, height, data }: Field): Field {
  const [low = 0, high = 1] = percentiles({ width, height, data }, [0.005, 0.995])
  if (high - low < 1e-3) return { width, height, data: new Float32Array(data.length).fill(0.5) }
  return { width, height, data: data.map((value) => Math.min(1, Math.max(0, (value - low) / (high - low)))) }
}

function square(value: number): number {
  return value * value
}
