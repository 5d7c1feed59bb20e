import type { Mesh } from './mesh.ts'
import { weldPositions } from './weld-positions.ts'

/** What the Manifold library says of a mesh as a solid. */
export interface SolidCheck {
  /** Taken as an oriented 2-manifold: it can be cut, joined and printed. */
  readonly accepted: boolean
  /** 'NoError', or why it was refused: 'NotManifold' … */
  readonly status: string
}

/**
 * Asks manifold-3d whether a mesh is a solid: a second opinion, from code that is not ours, on what `inspectMesh` counts.
 * Vertices that only differ in uvs or normals count as one.
 */
export async function checkSolid(mesh: Mesh): Promise<SolidCheck> {
  const { default: loadModule } = await import('manifold-3d')
  const module = await loadModule()
  module.setup()
  const weld = weldPositions(mesh.positions)
  const parts = new module.Mesh({
    numProp: 3,
    vertProperties: Float32Array.from(mesh.positions),
    triVerts: Uint32Array.from(mesh.indices, (vertex) => weld[vertex]!),
  })
  try {
    const solid = new module.Manifold(parts)
    const status = solid.status()
    solid.delete()
    return { accepted: status === 'NoError', status }
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string }
    if (name !== 'ManifoldError') throw error
    return { accepted: false, status: code ?? 'refused' }
  }
}
