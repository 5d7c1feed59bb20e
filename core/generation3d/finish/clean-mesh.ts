import { measureSolid } from '../measure-solid.ts'
import type { Mesh } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'
import { findTopology, isWatertight } from '../topology.ts'
import { turnOver } from '../transform-mesh.ts'
import { dropFloaters } from './drop-floaters.ts'
import { fillHoles } from './fill-holes.ts'
import { weldMesh } from './weld-mesh.ts'

export interface CleanOptions {
  /** Vertices nearer than this share of the diagonal become one. */
  readonly weld: number
  /** Loose pieces below this share of the largest one's area and volume go. */
  readonly floaters: number
  /** Holes with a border up to this many diagonals long are closed. */
  readonly holes: number
}

/** What was done to a mesh, in counts. */
export interface Cleaning {
  readonly mergedVertices: number
  readonly droppedTriangles: number
  readonly droppedPieces: number
  readonly filledHoles: number
  readonly holesLeft: number
  /** A closed mesh that was inside out was turned over. */
  readonly turnedOver: boolean
}

/** Welds, removes floaters, fills small holes, and turns a closed mesh that is inside out. */
export function cleanMesh(mesh: Mesh, { weld, floaters, holes }: CleanOptions): { mesh: Mesh; cleaning: Cleaning } {
  const { min, max } = boundsOf(mesh)
  const diagonal = Math.sqrt((max[0] - min[0]) ** 2 + (max[1] - min[1]) ** 2 + (max[2] - min[2]) ** 2)
  const welded = weldMesh(mesh, weld * diagonal)
  const tidy = dropFloaters(welded.mesh, floaters)
  const whole = holes > 0 ? fillHoles(tidy.mesh, holes * diagonal) : { mesh: tidy.mesh, filled: 0, left: 0 }
  const turnedOver = isWatertight(findTopology(whole.mesh)) && measureSolid(whole.mesh).volume < 0
  return {
    mesh: turnedOver ? insideOut(whole.mesh) : whole.mesh,
    cleaning: {
      mergedVertices: welded.merged,
      droppedTriangles: welded.dropped,
      droppedPieces: tidy.dropped,
      filledHoles: whole.filled,
      holesLeft: whole.left,
      turnedOver,
    },
  }
}

function insideOut(mesh: Mesh): Mesh {
  const { tangents: _, ...rest } = mesh
  return {
    ...rest,
    indices: turnOver(mesh.indices),
    ...(mesh.normals && { normals: mesh.normals.map((value) => 0 - value) }),
  }
}
