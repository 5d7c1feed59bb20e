import { writeNormal } from '../bake/write-normal.ts'
import type { ShadedMesh } from '../mesh.ts'
import { rasterize } from '../rasterize.ts'
import { findOpenness } from './find-openness.ts'
import type { OcclusionGrid } from './occlusion-grid.ts'
import { closestPoint, type Found, nearestAlong } from './search-triangles.ts'
import { addPicture, addVertexColours, type SourceSurface, surfaceNormal } from './source-surface.ts'

/** One band of rows of the textures of a mesh: what a worker thread projects onto it. All arrays are shared. */
export interface ProjectedBand {
  readonly source: SourceSurface
  readonly targets: readonly BandTarget[]
  readonly size: number
  readonly firstRow: number
  readonly endRow: number
  readonly output: ProjectedMaps
  readonly occlusion: OcclusionGrid | undefined
}

export interface BandTarget {
  readonly mesh: ShadedMesh
  /** Triangle i of the target is triangle i of the source, only unwrapped anew: nothing has to be searched. */
  readonly same: boolean
  /** How far the source is looked for along the target's normal, in metres. */
  readonly reach: number
}

/** What is asked for; the others are absent. */
export interface ProjectedMaps {
  readonly albedo?: Uint8Array
  readonly normal?: Uint8Array
  readonly orm?: Uint8Array
  readonly emission?: Uint8Array
  /** 1 where a triangle covers the texel. */
  readonly covered: Uint8Array
}

/** Runs in a worker thread. @worker */
export function projectBand(band: ProjectedBand): void {
  for (const target of band.targets) projectTarget(band, target)
}

function projectTarget(band: ProjectedBand, { mesh, same, reach }: BandTarget): void {
  const { size } = band
  const { positions, normals, tangents, uvs, indices } = mesh
  const point = new Float64Array(3)
  const normal = new Float64Array(3)
  const tangent = new Float64Array(4)
  const exact = new Float64Array(3)
  const found: Found = { triangle: -1, u: 0, v: 0, t: 0 }
  for (let h = 0; h < indices.length; h += 3) {
    const a = indices[h]!
    const b = indices[h + 1]!
    const c = indices[h + 2]!
    const low = Math.min(uvs[a * 2 + 1]!, uvs[b * 2 + 1]!, uvs[c * 2 + 1]!) * size
    const high = Math.max(uvs[a * 2 + 1]!, uvs[b * 2 + 1]!, uvs[c * 2 + 1]!) * size
    if (high < band.firstRow || low > band.endRow) continue
    rasterize(
      size,
      band.endRow,
      [uvs[a * 2]! * size, uvs[a * 2 + 1]! * size],
      [uvs[b * 2]! * size, uvs[b * 2 + 1]! * size],
      [uvs[c * 2]! * size, uvs[c * 2 + 1]! * size],
      (x, y, wa, wb, wc) => {
        for (let k = 0; k < 3; k++) {
          point[k] = positions[a * 3 + k]! * wa + positions[b * 3 + k]! * wb + positions[c * 3 + k]! * wc
          normal[k] = normals[a * 3 + k]! * wa + normals[b * 3 + k]! * wb + normals[c * 3 + k]! * wc
          tangent[k] = tangents[a * 4 + k]! * wa + tangents[b * 4 + k]! * wb + tangents[c * 4 + k]! * wc
        }
        tangent[3] = tangents[a * 4 + 3]!
        normalise(normal)
        normalise(tangent)
        if (same) {
          found.triangle = h / 3
          found.u = wb
          found.v = wc
        } else project(band.source, reach, point, normal, found)
        writeTexel(x, y)
      },
      band.firstRow,
    )
  }

  function writeTexel(x: number, y: number): void {
    const { source, output, occlusion } = band
    const texel = y * size + x
    output.covered[texel] = 1
    if (output.albedo !== undefined) {
      if (source.albedo !== undefined) addPicture(source, source.albedo, found, output.albedo, texel * 3)
      else addVertexColours(source, found, output.albedo, texel * 3)
    }
    if (output.orm !== undefined && source.orm !== undefined)
      addPicture(source, source.orm, found, output.orm, texel * 3)
    if (output.emission !== undefined && source.emission !== undefined)
      addPicture(source, source.emission, found, output.emission, texel * 3)
    surfaceNormal(source, found, exact)
    if (output.normal !== undefined)
      writeNormal(output.normal, texel * 3, normal, tangent, 0, exact[0]!, exact[1]!, exact[2]!)
    if (occlusion === undefined) return
    const cell = Math.floor(y / occlusion.step) * Math.ceil(size / occlusion.step) + Math.floor(x / occlusion.step)
    if (occlusion.openness[cell] === 0) occlusion.openness[cell] = findOpenness(source, found, occlusion, cell)
  }
}

/** The point of the source that a point of the target stands for: along its normal, else the nearest one. */
function project(source: SourceSurface, reach: number, point: Float64Array, normal: Float64Array, found: Found): void {
  nearestAlong(source, point, normal, reach, found)
  if (found.triangle < 0) closestPoint(source, point, Infinity, found)
}

function normalise(vector: Float64Array): void {
  const length = Math.sqrt(vector[0]! ** 2 + vector[1]! ** 2 + vector[2]! ** 2)
  if (length === 0) return
  for (let k = 0; k < 3; k++) vector[k] = vector[k]! / length
}
