import { compact } from './compact.ts'
import { flipSlivers } from './flip-slivers.ts'
import { mendPinches } from './mend-pinches.ts'
import type { Mesh } from './mesh.ts'

export interface Decimated {
  readonly mesh: Mesh
  /** How far the surface may have moved, in metres (meshoptimizer's estimate). */
  readonly error: number
}

export interface DecimateOptions {
  readonly triangles: number
  /** Stop before an error larger than this, in metres. */
  readonly maxError?: number | undefined
  readonly prune?: boolean | undefined
}

/**
 * Removes vertices until about `triangles` are left (meshoptimizer's quadrics; normals and uvs count too where the mesh has
 * them, and seams stay together). Vertices stay where they are, on the surface. What the collapses pinch together is parted
 * again, so a closed manifold stays one; `prune` also drops whole pieces that are smaller than the error.
 */
export async function decimate(mesh: Mesh, options: DecimateOptions): Promise<Decimated> {
  if (mesh.indices.length <= options.triangles * 3) return { mesh, error: 0 }
  const { indices, error } = await simplify(mesh, options)
  const smaller = compact({ ...mesh, indices: indices.slice() })
  return { mesh: flipSlivers(mendPinches(smaller)), error }
}

/** The collapses alone, for what asks how far they would go: the indices that are left, and the error. */
export async function simplify(
  mesh: Mesh,
  { triangles, maxError = 1e9, prune = false }: DecimateOptions,
): Promise<{ readonly indices: Uint32Array; readonly error: number }> {
  if (mesh.indices.length <= triangles * 3) return { indices: mesh.indices, error: 0 }
  const { MeshoptSimplifier } = await import('meshoptimizer')
  await MeshoptSimplifier.ready
  const attributes = attributesOf(mesh)
  const [indices, error] = MeshoptSimplifier.simplifyWithAttributes(
    mesh.indices,
    mesh.positions,
    3,
    attributes.values,
    attributes.stride,
    attributes.weights,
    null,
    triangles * 3,
    maxError,
    prune ? ['ErrorAbsolute', 'Prune'] : ['ErrorAbsolute'],
  )
  return { indices, error }
}

/** What the quadrics count besides places. A normal turned by 60° costs about as much as half a percent of the size. */
function attributesOf({ positions, normals, uvs }: Mesh): { values: Float32Array; stride: number; weights: number[] } {
  const count = positions.length / 3
  const stride = (normals === undefined ? 0 : 3) + (uvs === undefined ? 0 : 2)
  if (stride === 0) return { values: new Float32Array(count), stride: 1, weights: [0] }
  const values = new Float32Array(count * stride)
  for (let v = 0, o = 0; v < count; v++) {
    if (normals !== undefined) for (let a = 0; a < 3; a++) values[o++] = normals[v * 3 + a]!
    if (uvs !== undefined) for (let a = 0; a < 2; a++) values[o++] = uvs[v * 2 + a]!
  }
  return { values, stride, weights: [...(normals ? [0.4, 0.4, 0.4] : []), ...(uvs ? [1, 1] : [])] }
}
