import { cos, sin } from '../../../models/procedural/exact-math.ts'
import type { Mesh } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'

/** Where a view is taken from: degrees around +Y from the front (+Z) to the right (+X), and degrees above the ground. */
export interface ViewAngle {
  readonly around: number
  readonly above: number
}

/** Directions and place of a camera that looks at the middle of a mesh. */
export interface Camera {
  readonly right: readonly [number, number, number]
  readonly up: readonly [number, number, number]
  /** From the mesh to the camera. */
  readonly back: readonly [number, number, number]
  readonly middle: readonly [number, number, number]
  readonly distance: number
}

/** Metres of distance for each metre of radius: 30° of view, as a lens that flatters things takes it. */
const FAR = 4

export function placeCamera(mesh: Pick<Mesh, 'positions' | 'indices'>, { around, above }: ViewAngle): Camera {
  const { min, max } = boundsOf(mesh)
  const radians = Math.PI / 180
  const [sa, ca, se, ce] = [
    sin(around * radians),
    cos(around * radians),
    sin(above * radians),
    cos(above * radians),
  ] as const
  const radius = Math.sqrt((max[0] - min[0]) ** 2 + (max[1] - min[1]) ** 2 + (max[2] - min[2]) ** 2) / 2
  return {
    right: [ca, 0, 0 - sa],
    up: [0 - sa * se, ce, 0 - ca * se],
    back: [sa * ce, se, ca * ce],
    middle: [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2],
    distance: (radius || 1) * FAR,
  }
}

/**
 * Each vertex as the camera sees it: x to the right, y up, both over the distance, and one over the distance; three numbers a
 * vertex.
 */
export function projectVertices(positions: Float32Array, camera: Camera): Float32Array {
  const { right, up, back, middle, distance } = camera
  const seen = new Float32Array(positions.length)
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i]! - middle[0]
    const y = positions[i + 1]! - middle[1]
    const z = positions[i + 2]! - middle[2]
    const inverse = 1 / (distance - (x * back[0] + y * back[1] + z * back[2]))
    seen[i] = (x * right[0] + y * right[1] + z * right[2]) * inverse
    seen[i + 1] = (x * up[0] + y * up[1] + z * up[2]) * inverse
    seen[i + 2] = inverse
  }
  return seen
}

/** How far from the middle anything reaches in a view, sideways and upwards. */
export function reachOf(seen: Float32Array, indices: Uint32Array): { across: number; along: number } {
  let across = 0
  let along = 0
  for (const vertex of indices) {
    across = Math.max(across, Math.abs(seen[vertex * 3]!))
    along = Math.max(along, Math.abs(seen[vertex * 3 + 1]!))
  }
  return { across, along }
}
