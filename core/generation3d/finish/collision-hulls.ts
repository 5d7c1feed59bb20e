import type { Manifold, ManifoldToplevel } from 'manifold-3d'
import { cos, sin } from '../../../models/procedural/exact-math.ts'
import { decimate } from '../decimate.ts'
import type { Mesh } from '../mesh.ts'
import { faceNormals } from '../unwrap/face-normals.ts'
import { weldPositions } from '../weld-positions.ts'

export interface HullOptions {
  /** The most hulls; one of the whole where the mesh is not closed. */
  readonly most: number
  /** The most corners of one hull: engines take 255 at the very most, and fewer are quicker. */
  readonly corners: number
}

/** What is cut is made coarse first: a hull has a few dozen corners anyway. */
const TRIANGLES = 2000
/** Parts are cut while the hulls hold more air than this share of what they hold. */
const AIR = 0.05
/** Places along each axis where a cut is tried, as shares of the part. */
const CUTS = [0.5, 0.4, 0.6, 0.25, 0.75]
/** More hulls than one are worth it when they hold less than this share of its volume. */
const WORTH = 0.95

/**
 * Convex hulls that together are about the mesh. The part whose hull holds most air is cut in two where that lets most of it out, until
 * there are enough (the greedy cutting of approximate convex decomposition; Mamou & Ghorbel 2009, with planes along the axes). Thin curved
 * shells want more hulls than this gives.
 */
export async function collisionHulls(mesh: Mesh, { most, corners }: HullOptions): Promise<Mesh[]> {
  const { default: loadModule } = await import('manifold-3d')
  const module = await loadModule()
  module.setup()
  const { mesh: coarse } = await decimate(
    { positions: mesh.positions, indices: mesh.indices },
    { triangles: TRIANGLES },
  )
  const solid = solidOf(module, coarse)
  const parts: Part[] = (solid?.decompose() ?? []).map(withHull)
  if (parts.length === 0 || parts.length > most) {
    return [meshOf(fewCorners(module, module.Manifold.hull(pointsOf(coarse.positions)), corners))]
  }
  const whole = parts.slice()
  const total = parts.reduce((sum, { volume }) => sum + volume, 0)
  while (parts.length < most) {
    const worst = parts.reduce((a, b) => (airIn(a) >= airIn(b) ? a : b))
    if (airIn(worst) <= AIR * total) break
    const halves = bestCut(worst)
    if (halves === undefined) break
    parts.splice(parts.indexOf(worst), 1, ...halves)
  }
  // The first cut of a ring lets no air out, the second does; where none has in the end, one hull is as good.
  const chosen = hullVolume(parts) < hullVolume(whole) * WORTH ? parts : whole
  return chosen.map(({ hull }) => meshOf(fewCorners(module, hull, corners)))
}

interface Part {
  readonly solid: Manifold
  readonly hull: Manifold
  readonly volume: number
}

function withHull(solid: Manifold): Part {
  return { solid, hull: solid.hull(), volume: solid.volume() }
}

function airIn({ hull, volume }: Part): number {
  return hull.volume() - volume
}

function hullVolume(parts: readonly Part[]): number {
  return parts.reduce((sum, { hull }) => sum + hull.volume(), 0)
}

function bestCut({ solid }: Part): Part[] | undefined {
  const { min, max } = solid.boundingBox()
  let best: { parts: Part[]; volume: number } | undefined
  for (const axis of [0, 1, 2])
    for (const share of CUTS) {
      const normal = [0, 1, 2].map((a) => (a === axis ? 1 : 0)) as [number, number, number]
      const halves = solid.splitByPlane(normal, min[axis]! + (max[axis]! - min[axis]!) * share)
      if (halves.some((half) => half.isEmpty())) continue
      const parts = halves.map(withHull)
      const volume = hullVolume(parts)
      if (best === undefined || volume < best.volume * 0.999) best = { parts, volume }
    }
  return best?.parts
}

function solidOf(module: ManifoldToplevel, { positions, indices }: Mesh): Manifold | undefined {
  const weld = weldPositions(positions)
  try {
    const solid = new module.Manifold(
      new module.Mesh({
        numProp: 3,
        vertProperties: positions,
        triVerts: Uint32Array.from(indices, (vertex) => weld[vertex]!),
      }),
    )
    return solid.status() === 'NoError' && solid.volume() > 0 ? solid : undefined
  } catch (error) {
    if ((error as { name?: string }).name !== 'ManifoldError') throw error
    return undefined
  }
}

/** The hull of the corners that lie furthest in evenly spread directions: inside the whole hull, and nearly as large. */
function fewCorners(module: ManifoldToplevel, hull: Manifold, corners: number): Manifold {
  if (hull.numVert() <= corners) return hull
  const { vertProperties, numProp } = hull.getMesh()
  const chosen = new Set<number>()
  for (let i = 0; i < corners; i++) {
    // Directions along a spiral from pole to pole, a golden angle apart.
    const y = 1 - (2 * (i + 0.5)) / corners
    const radius = Math.sqrt(1 - y * y)
    const [x, z] = [radius * cos(i * 2.399963229728653), radius * sin(i * 2.399963229728653)]
    let furthest = 0
    let most = -Infinity
    for (let v = 0; v * numProp < vertProperties.length; v++) {
      const at = v * numProp
      const along = vertProperties[at]! * x + vertProperties[at + 1]! * y + vertProperties[at + 2]! * z
      if (along > most) {
        most = along
        furthest = v
      }
    }
    chosen.add(furthest)
  }
  const points = [...chosen].map((v) => {
    const at = v * numProp
    return [vertProperties[at]!, vertProperties[at + 1]!, vertProperties[at + 2]!] as [number, number, number]
  })
  return module.Manifold.hull(points)
}

function pointsOf(positions: Float32Array): [number, number, number][] {
  return Array.from({ length: positions.length / 3 }, (_, v) => [
    positions[v * 3]!,
    positions[v * 3 + 1]!,
    positions[v * 3 + 2]!,
  ])
}

/** Flat-shaded, as a hull is: three vertices a triangle. */
function meshOf(hull: Manifold): Mesh {
  const { vertProperties, numProp, triVerts } = hull.getMesh()
  const positions = new Float32Array(triVerts.length * 3)
  triVerts.forEach((vertex, h) => {
    for (let a = 0; a < 3; a++) positions[h * 3 + a] = vertProperties[vertex * numProp + a]!
  })
  const indices = Uint32Array.from({ length: triVerts.length }, (_, h) => h)
  const { normals: faces } = faceNormals({ positions, indices })
  return {
    positions,
    indices,
    normals: Float32Array.from(positions, (_, i) => faces[Math.floor(i / 9) * 3 + (i % 3)]!),
  }
}
