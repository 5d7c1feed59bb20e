import { sin } from '../../../models/procedural/exact-math.ts'
import { type Border, beyond, type Field } from '../maps/field.ts'

/** Lobes of Lanczos' filter. */
const lobes = 3

/** A field in another size by Lanczos' filter (C. Duchon, 1979), which reaches around the borders of the axes that wrap. */
export function stretchField(
  field: Field,
  to: { readonly width: number; readonly height: number },
  wraps: { readonly x: boolean; readonly y: boolean },
): Field {
  const wide = stretchRows(field, to.width, wraps.x ? 'wrap' : 'mirror')
  return turned(stretchRows(turned(wide), to.height, wraps.y ? 'wrap' : 'mirror'))
}

function stretchRows({ width, height, data }: Field, to: number, border: Border): Field {
  if (width === to) return { width, height, data }
  const step = width / to
  const widening = Math.max(1, step)
  const taps = Array.from({ length: to }, (_, x) => {
    const centre = (x + 0.5) * step
    const first = Math.ceil(centre - 0.5 - lobes * widening)
    const last = Math.floor(centre - 0.5 + lobes * widening)
    const weights = Float64Array.from({ length: last - first + 1 }, (_, k) =>
      lanczos((first + k + 0.5 - centre) / widening),
    )
    const sum = weights.reduce((all, weight) => all + weight, 0)
    return {
      columns: Int32Array.from(weights, (_, k) => beyond(first + k, width, border)),
      weights: weights.map((weight) => weight / sum),
    }
  })
  const result = new Float32Array(to * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < to; x++) {
      const { columns, weights } = taps[x]!
      let sum = 0
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * data[y * width + columns[k]!]!
      result[y * to + x] = sum
    }
  }
  return { width: to, height, data: result }
}

/** Rows and columns exchanged. */
export function turned({ width, height, data }: Field): Field {
  const result = new Float32Array(data.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) result[x * height + y] = data[y * width + x]!
  return { width: height, height: width, data: result }
}

function lanczos(x: number): number {
  if (x === 0) return 1
  if (Math.abs(x) >= lobes) return 0
  const t = Math.PI * x
  return (lobes * sin(t) * sin(t / lobes)) / (t * t)
}
