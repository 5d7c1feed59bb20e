import type { Mesh } from './mesh.ts'

/**
 * From which share of the screen's height each level is used: a level holds from where its triangles are about as dense
 * on the screen as those of level 0 at half the screen; the last holds to the end.
 */
export function screenCoverage(levels: readonly Mesh[]): number[] {
  const finest = levels[0]!.indices.length
  return levels.map((_, index) => {
    const next = levels[index + 1]
    return next === undefined ? 0 : Math.round(500 * Math.sqrt(next.indices.length / finest)) / 1000
  })
}
