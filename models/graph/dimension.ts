/**
 * The length of one axis: a number, or the name of one that is known only when the graph runs ('batch', 'height'), or an
 * expression over such a name ('height/2'). Two dimensions are the same when they are written the same.
 */
export type Dimension = number | string
export type Shape = readonly Dimension[]

/** ⌈d/2⌉: what a 3×3 convolution with stride 2 and padding 1 leaves. */
export function half(d: Dimension): Dimension {
  if (typeof d === 'number') return Math.ceil(d / 2)
  const [factor, rest] = factored(d)
  return factor % 2 === 0 ? times(rest, factor / 2) : `${d}/2`
}

/** n·d. */
export function times(d: Dimension, n: number): Dimension {
  if (typeof d === 'number') return d * n
  const [factor, rest] = factored(d)
  return factor * n === 1 ? rest : `${factor * n}*${rest}`
}

/** '8*height' → [8, 'height']; a name alone has the factor 1. */
function factored(d: string): [number, string] {
  const match = /^(\d+)\*(.+)$/.exec(d)
  return match === null ? [1, d] : [Number(match[1]), match[2] as string]
}

/** a + b: what a concatenation gives. */
export function plus(a: Dimension, b: Dimension): Dimension {
  return typeof a === 'number' && typeof b === 'number' ? a + b : `${a}+${b}`
}

/** The product of all dimensions, for flattening axes into one. */
export function product(dimensions: Shape): Dimension {
  const names = dimensions.filter((d) => typeof d === 'string')
  const number = dimensions.reduce<number>((all, d) => (typeof d === 'number' ? all * d : all), 1)
  if (names.length === 0) return number
  return number === 1 ? names.join('*') : `${number}*${names.join('*')}`
}

/** '[2, 4, height, width]': how shapes are shown in errors. */
export function showShape(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((d, axis) => d === b[axis])
}
