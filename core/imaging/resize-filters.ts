/** How pixels are mixed into those of another size. */
export const resizeFilters = ['lanczos', 'bicubic', 'bilinear', 'area', 'nearest'] as const
export type ResizeFilter = (typeof resizeFilters)[number]

/** What one place of the result is made of: neighbours from `from` on, by weights that sum to 1. */
export interface FilterWeights {
  readonly from: number
  readonly weights: Float32Array
}

/** Lobes of Lanczos' filter. */
const lobes = 3
/** Keys' parameter as torch has it. */
const cubic = -0.75

/**
 * For each place of the result what it is made of. Lanczos' filter over three lobes (Duchon 1979) is widened where a picture
 * becomes smaller, as Pillow does it; the others are torch's `interpolate` (nearest-exact, bilinear, bicubic without
 * antialiasing; area is `adaptive_avg_pool`).
 */
export function filterWeights(from: number, to: number, filter: ResizeFilter): FilterWeights[] {
  const step = from / to
  return Array.from({ length: to }, (_, place): FilterWeights => {
    const centre = (place + 0.5) * step
    switch (filter) {
      case 'lanczos': {
        const widening = Math.max(1, step)
        const first = Math.max(0, Math.floor(centre - lobes * widening + 0.5))
        const end = Math.min(from, Math.floor(centre + lobes * widening + 0.5))
        return normalised(
          first,
          Array.from({ length: end - first }, (_, k) => lanczos((first + k + 0.5 - centre) / widening)),
        )
      }
      case 'bicubic': {
        const at = Math.floor(centre - 0.5)
        const t = centre - 0.5 - at
        return clamped(at - 1, [keys(1 + t), keys(t), keys(1 - t), keys(2 - t)], from)
      }
      case 'bilinear': {
        const left = Math.max(0, centre - 0.5)
        const at = Math.floor(left)
        return clamped(at, [1 - (left - at), left - at], from)
      }
      case 'area': {
        const first = Math.floor(place * step)
        return normalised(first, new Array(Math.ceil((place + 1) * step) - first).fill(1))
      }
      case 'nearest':
        return { from: Math.min(from - 1, Math.floor(centre)), weights: Float32Array.of(1) }
      default:
        return filter satisfies never
    }
  })
}

function normalised(from: number, raw: readonly number[]): FilterWeights {
  const sum = raw.reduce((all, weight) => all + weight, 0)
  return { from, weights: Float32Array.from(raw, (weight) => weight / sum) }
}

/** Beyond the border lies the border's own pixel. */
function clamped(first: number, raw: readonly number[], length: number): FilterWeights {
  const from = Math.max(0, Math.min(first, length - 1))
  const last = Math.max(from, Math.min(length - 1, first + raw.length - 1))
  const weights = new Float32Array(last - from + 1)
  raw.forEach((weight, k) => {
    weights[Math.min(last, Math.max(from, first + k)) - from]! += weight
  })
  return { from, weights }
}

function lanczos(x: number): number {
  if (x === 0) return 1
  if (Math.abs(x) >= lobes) return 0
  const t = Math.PI * x
  return (lobes * Math.sin(t) * Math.sin(t / lobes)) / t ** 2
}

/** Keys 1981, for distances up to 2. */
function keys(x: number): number {
  if (x <= 1) return ((cubic + 2) * x - (cubic + 3)) * x * x + 1
  return ((cubic * x - 5 * cubic) * x + 8 * cubic) * x - 4 * cubic
}
