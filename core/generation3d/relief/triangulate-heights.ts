import type Delatin from 'delatin'
import { WorkspaceError } from '../../../base/error.ts'

/** A grid of heights, row by row from the top left. */
export interface HeightField {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

export interface HeightTriangles {
  /** Column and row of each vertex. */
  readonly points: Uint32Array
  readonly indices: Uint32Array
  /** The most that the surface lies off the grid, in the unit of the heights. */
  readonly error: number
}

/**
 * Few triangles where a height field is flat and many where it is not (greedy insertion, Garland & Heckbert 1995, by Delatin):
 * until the error is below `maxError` or `triangles` are used.
 */
export async function triangulateHeights(
  { width, height, values }: HeightField,
  { triangles, maxError, signal }: { triangles: number; maxError: number; signal?: AbortSignal | undefined },
): Promise<HeightTriangles> {
  if (width < 2 || height < 2) {
    throw new WorkspaceError(
      'bad-input',
      `A relief needs a map of at least 2 × 2 pixels; this one is ${width} × ${height}.`,
      { hint: 'Give a larger picture or map; 256 pixels and more look well.' },
    )
  }
  const { default: Triangulation } = (await import('delatin')) as { default: typeof Delatin }
  const grid = new Triangulation(values, width, height)
  for (let step = 0; grid.getMaxError() > maxError && grid.triangles.length < triangles * 3; step++) {
    if (step % 1024 === 0) signal?.throwIfAborted()
    grid.refine()
  }
  const indices = Uint32Array.from(grid.triangles)
  const points = Uint32Array.from(grid.coords)
  // Rows count downwards, so that a triangle which turns one way on the grid turns the other way in space.
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]! * 2, indices[i + 1]! * 2, indices[i + 2]! * 2]
    const turn =
      (points[b]! - points[a]!) * (points[c + 1]! - points[a + 1]!) -
      (points[b + 1]! - points[a + 1]!) * (points[c]! - points[a]!)
    if (turn > 0) [indices[i + 1], indices[i + 2]] = [indices[i + 2]!, indices[i + 1]!]
  }
  return { points, indices, error: grid.getMaxError() }
}
