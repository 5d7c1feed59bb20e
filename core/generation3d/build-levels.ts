import { decimate } from './decimate.ts'
import type { Mesh } from './mesh.ts'

/** Fewer triangles than these are no level of anything. */
const FEWEST = 12

/**
 * The mesh and coarser levels of it, each `share` of its triangles. All use the textures of the finest. Each is made from the
 * finest, so that errors do not add up; where the seams of its uvs leave nothing to remove, a level is left out and named.
 */
export async function buildLevels<Kind extends Mesh>(
  finest: Kind,
  shares: readonly number[],
): Promise<{ levels: Kind[]; errors: number[]; leftOut: number[] }> {
  const levels = [finest]
  const errors: number[] = []
  const leftOut: number[] = []
  const count = finest.indices.length / 3
  for (const share of shares) {
    const triangles = Math.max(FEWEST, Math.round(count * share))
    const { mesh, error } = await decimate(finest, { triangles, prune: true })
    if (mesh.indices.length === 0 || mesh.indices.length > levels[levels.length - 1]!.indices.length * 0.9) {
      leftOut.push(share)
      continue
    }
    levels.push(mesh as Kind)
    errors.push(error)
  }
  return { levels, errors, leftOut }
}
