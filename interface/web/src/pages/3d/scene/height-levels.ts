import type { Grey16 } from './read-grey16.ts'

/** A height map at one size, 0 to 1, rows from above. */
export interface HeightLevel {
  readonly width: number
  readonly height: number
  readonly data: Float32Array<ArrayBuffer>
}

/**
 * A height map and its halves: a surface whose vertices stand further apart than the pixels would take single pixels and look like
 * crumpled paper; the mean of those around is what it can show.
 */
export function heightLevels({ width, height, data }: Grey16): readonly HeightLevel[] {
  const levels: HeightLevel[] = [{ width, height, data: Float32Array.from(data, (value) => value / 65535) }]
  for (let last = levels[0]!; last.width % 2 === 0 && last.height % 2 === 0; last = levels.at(-1)!)
    levels.push(halve(last))
  return levels
}

/** The level for so many vertices along a tile: the finest that has no more pixels than they can follow. */
export function levelFor<Level extends { readonly width: number }>(levels: readonly Level[], vertices: number): Level {
  return levels.find(({ width }) => width <= 1.5 * vertices) ?? levels.at(-1)!
}

function halve({ width, height, data }: HeightLevel): HeightLevel {
  const half = new Float32Array((width * height) / 4)
  for (let y = 0, to = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, to++) {
      const at = y * width + x
      half[to] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4
    }
  }
  return { width: width / 2, height: height / 2, data: half }
}
