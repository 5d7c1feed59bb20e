import { blurField } from './blur-field.ts'
import { type Border, type Field, percentiles } from './field.ts'

/**
 * Roughness guessed from the luminance, 8 bit. Fine busy places scatter light (local deviation over a 1/200 of the width), bright even
 * ones are worn smooth, and what lies deep keeps dust. Most materials lie around 0.7; the guess moves within 0.35 to 0.95.
 */
export function roughnessFromLuma(luma: Field, relief: Field, shift: number, border: Border): Uint8Array {
  const { width, height } = luma
  const sigma = Math.max(1.5, width / 200)
  const mean = blurField(luma, sigma, border)
  const squares = blurField({ width, height, data: luma.data.map((value) => value * value) }, sigma, border)
  const deviation: Field = {
    width,
    height,
    data: squares.data.map((value, i) => Math.sqrt(Math.max(0, value - mean.data[i]! * mean.data[i]!))),
  }
  const [busy = 1] = percentiles(deviation, [0.95])
  const [dark = 0, bright = 1] = percentiles(mean, [0.05, 0.95])
  const roughness = new Uint8Array(new SharedArrayBuffer(width * height))
  for (let i = 0; i < roughness.length; i++) {
    const grain = Math.min(1, deviation.data[i]! / Math.max(busy, 1e-4))
    const light = Math.min(1, Math.max(0, (mean.data[i]! - dark) / Math.max(bright - dark, 1e-4)))
    const value = 0.65 + 0.2 * (grain - 0.5) - 0.15 * (light - 0.5) - 0.12 * (relief.data[i]! - 0.5) + shift
    roughness[i] = Math.round(255 * Math.min(0.95, Math.max(shift < 0 ? 0.04 : 0.35, value)))
  }
  return roughness
}
