import type { Random } from '../random.ts'
import { type CellField, type CellularOptions, cellularNoise } from './cellular.ts'
import {
  type CoursesOptions,
  courses,
  type Layout,
  type PanelsOptions,
  panels,
  type Stroke,
  type StrokesOptions,
  strokes,
} from './layouts.ts'
import { type Cells, type Field, fractalNoise, ridgedNoise } from './noise.ts'
import { type Gradient, gradient, parseColour, recolour } from './palette.ts'
import type { Rgb } from './sample.ts'
import type { RowKernels } from './wasm/row-kernels.ts'

/** A count along the tile's width (rows follow from its shape), or counts along the width and along one width downwards. */
export type Count = number | readonly [number, number]

interface OctaveOptions {
  /** Of the coarsest octave. */
  readonly cells: Count
  /** Down to the pixels unless given. */
  readonly octaves?: number
  readonly gain?: number
}

/**
 * What families and traits are made with. Everything is seeded, closes around the tile, keeps its proportions on tiles
 * that are not square, and looks the same at every resolution.
 */
export interface Kit {
  readonly random: Random
  /** Height of the tile over its width. */
  readonly ratio: number
  /** Size of a pixel, in tile widths: nothing should be sharper. */
  readonly pixel: number
  /** Fractal noise around 0, mostly -0.8..0.8. */
  noise(options: OctaveOptions): Field
  /** Sharp crests, about 0..1. */
  ridges(options: OctaveOptions): Field
  cells(
    options: { readonly cells: Count } & Partial<
      Pick<CellularOptions, 'jitter' | 'staggered' | 'borders' | 'rounding'>
    >,
  ): CellField
  courses(
    options: { readonly cells: Count; readonly evenRows?: boolean } & Omit<
      CoursesOptions,
      'cells' | 'ratio' | 'random'
    >,
  ): Layout
  panels(options: Omit<PanelsOptions, 'ratio' | 'random' | 'bands'> & { readonly bands: number }): Layout
  strokes(
    options: { readonly cells: Count } & Omit<StrokesOptions, 'cells' | 'ratio' | 'random'>,
  ): (u: number, v: number) => Stroke
  /** The family's colours, moved to the user's first (`main`) or second colour where one was given. */
  palette(colours: readonly string[], from?: 'main' | 'second' | 'own'): Gradient
  colour(hex: string, from?: 'main' | 'second' | 'own'): Rgb
  /** Whether the material below a trait is a metal. */
  readonly metallic: boolean
  /** How strongly a trait is meant: 1 = plainly, below slightly, above heavily; in (0, 2]. */
  readonly strength: number
  /** Whether the user gave a first colour. */
  readonly hasColour: boolean
}

export interface KitOptions {
  readonly random: Random
  readonly kernels: RowKernels
  readonly width: number
  readonly height: number
  readonly colours: readonly string[]
  readonly metallic?: boolean
  readonly strength?: number
}

export function createKit({
  random,
  kernels,
  width,
  height,
  colours,
  metallic = false,
  strength = 1,
}: KitOptions): Kit {
  const ratio = height / width
  const main = colours[0] === undefined ? undefined : parseColour(colours[0])
  const second = colours[1] === undefined ? undefined : parseColour(colours[1])
  const wanted = (from: 'main' | 'second' | 'own') => (from === 'main' ? main : from === 'second' ? second : undefined)
  const whole = (cells: Count, even = false): Cells => {
    const [columns, rows] = typeof cells === 'number' ? [cells, cells] : cells
    const fitted = even ? Math.round((rows * ratio) / 2) * 2 : Math.round(rows * ratio)
    return [columns, Math.max(even ? 2 : 1, fitted)]
  }
  const octaves = ({ cells, octaves = 12, gain = 0.5 }: OctaveOptions) => {
    const counts = whole(cells)
    // At least three pixels for each cell of the finest lattice: finer ones only alias, and cost the most.
    return { cells: counts, octaves, gain, finest: Math.max(width, height) / 3, random, width, kernels }
  }
  return {
    random,
    ratio,
    pixel: 1 / width,
    metallic,
    strength,
    hasColour: main !== undefined,
    noise: (options) => fractalNoise(octaves(options)),
    ridges: (options) => ridgedNoise(octaves(options)),
    cells: ({ cells, jitter = 0.9, ...options }) =>
      cellularNoise({ ...options, cells: whole(cells, options.staggered), jitter, ratio, random, width, kernels }),
    courses: ({ cells, evenRows, ...options }) =>
      courses({
        ...options,
        cells: turnedCells(cells, options.turned === true, ratio, evenRows === true || options.shift === 'half'),
        ratio,
        random,
      }),
    panels: ({ bands, ...options }) =>
      panels({ ...options, bands: Math.max(1, Math.round(bands * ratio)), ratio, random }),
    strokes: ({ cells, ...options }) => strokes({ ...options, cells: whole(cells), ratio, random }),
    palette: (hexes, from = 'main') => gradient(recolour(hexes.map(parseColour), wanted(from))),
    colour: (hex, from = 'own') => recolour([parseColour(hex)], wanted(from))[0]!,
  }
}

/** Pieces per row and rows for a layout: rows run along the width, or down when turned. */
function turnedCells(cells: Count, turned: boolean, ratio: number, evenRows: boolean): Cells {
  const [perRow, rows] = typeof cells === 'number' ? [cells, cells] : cells
  const pieces = Math.max(1, Math.round(turned ? perRow * ratio : perRow))
  const fitted = turned ? rows : rows * ratio
  return [pieces, evenRows ? Math.max(2, Math.round(fitted / 2) * 2) : Math.max(1, Math.round(fitted))]
}
