import { decimate, simplify } from '../decimate.ts'
import type { Mesh } from '../mesh.ts'
import { diagonalOf } from '../mesh-bounds.ts'
import { flattenCharts } from './flatten-charts.ts'
import { layCharts, seamed } from './lay-charts.ts'

/** Fewer triangles than these are no level of anything. */
const FEWEST = 12
/** A level has to be this much smaller than the one before it. */
const SMALLER = 0.9
/** How much farther off than without seams a level may lie, and how many more triangles it may have, to use the uvs of the finest. */
const ERROR = 2
const MORE = 1.1
/** An error that nobody sees, as a share of the diagonal: less than a pixel where a level fills half of a screen. */
const UNSEEN = 0.001
/** A level fills at most half the screen's height, shrunk by the root of its share (`screenCoverage`): it needs no more texels. */
const TEXELS = 0.5

/** A mesh with uvs, and what its coarser levels stand on. All lie in one unit square. */
export interface UnwrappedLevels {
  readonly finest: Mesh
  /** Shares of the levels that can be made of the finest with its uvs. */
  readonly shared: readonly number[]
  /** Further, coarser levels with charts of their own. */
  readonly own: readonly { readonly mesh: Mesh; readonly error: number }[]
  /** Shares of which nothing can be made that is smaller than the level before. */
  readonly leftOut: readonly number[]
  /** Charts of all of them. */
  readonly chartCount: number
}

/**
 * Unwraps a mesh for a chain of levels, given as shares of its triangles. Seams forbid collapses, so a coarse level that kept
 * the uvs of the finest would lose its shape or not be reached: from the first one that would, levels are made of the bare
 * shape and get charts in the same square, small ones, as they are seen from afar. One texture still serves all.
 */
export async function unwrapLevels(mesh: Mesh, shares: readonly number[]): Promise<UnwrappedLevels> {
  const charts = flattenCharts(mesh)
  const cut = seamed({ mesh, charts })
  const shared: number[] = []
  const own: { share: number; mesh: Mesh; error: number }[] = []
  const leftOut: number[] = []
  const unseen = diagonalOf(mesh) * UNSEEN
  let before = mesh.indices.length
  for (const share of shares) {
    const triangles = Math.max(FEWEST, Math.round((mesh.indices.length / 3) * share))
    const bare = await simplify(mesh, { triangles, prune: true })
    const count = bare.indices.length
    if (count === 0 || count > before * SMALLER) {
      leftOut.push(share)
      continue
    }
    if (own.length === 0 && (await canShare(cut, triangles, Math.max(bare.error * ERROR, unseen)))) shared.push(share)
    else {
      const level = await decimate(mesh, { triangles, prune: true })
      // Scraps that the collapses left are dropped, which may be all of it.
      if (level.mesh.indices.length === 0) {
        leftOut.push(share)
        continue
      }
      own.push({ share, ...level })
    }
    before = count
  }
  const parts = own.map(({ share, mesh: level }) => ({
    mesh: level,
    charts: flattenCharts(level),
    scale: TEXELS * Math.sqrt(share),
  }))
  const [finest, ...levels] = layCharts([{ mesh, charts }, ...parts])
  return {
    finest: finest!.mesh,
    shared,
    own: levels.map((level, i) => ({ mesh: level.mesh, error: own[i]!.error })),
    leftOut,
    chartCount: [finest!, ...levels].reduce((sum, { chartCount }) => sum + chartCount, 0),
  }
}

async function canShare(cut: Mesh, triangles: number, most: number): Promise<boolean> {
  const level = await simplify(cut, { triangles, prune: true })
  const count = level.indices.length / 3
  return count > 0 && count <= triangles * MORE && level.error <= most
}
