export interface Size {
  readonly width: number
  readonly height: number
}

/** Sides of diffusion models are multiples of 8: the autoencoder works on blocks of so many pixels. */
const block = 8

/** The nearest side that can be made, within bounds that are multiples of 8 themselves. */
export function snapSide(side: number, { min = 64, max = 4096, by = block } = {}): number {
  return Math.min(max, Math.max(min, Math.round(side / by) * by))
}

/** The size after one side was changed; with the shape kept, the other side follows. */
export function changeSide(
  size: Size,
  side: keyof Size,
  value: number,
  { locked, by = block, min = 64, max = 4096 }: { locked: boolean; by?: number; min?: number; max?: number },
): Size {
  const next = snapSide(value, { min, max, by })
  if (!locked) return { ...size, [side]: next }
  const other = side === 'width' ? 'height' : 'width'
  const wanted = (size[other] * next) / size[side]
  return { ...size, [side]: next, [other]: snapSide(wanted, { min, max, by }) } as Size
}

export function swapSides({ width, height }: Size): Size {
  return { width: height, height: width }
}

/** The largest size of the same shape that a model makes and that lies within a picture: for cutting one to fit. */
export function roundDown({ width, height }: Size): Size {
  const down = (side: number) => Math.max(64, Math.floor(side / block) * block)
  return { width: down(width), height: down(height) }
}

/** '1:1', '3:2', '16:9' where the sides stand in such a simple relation, else with two digits: '1.33:1'. */
export function aspectName({ width, height }: Size): string {
  const divisor = greatestCommonDivisor(width, height)
  const [a, b] = [width / divisor, height / divisor]
  if (Math.max(a, b) <= 21) return `${a}:${b}`
  return width >= height ? `${(width / height).toFixed(2)}:1` : `1:${(height / width).toFixed(2)}`
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
