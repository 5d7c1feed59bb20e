import type { Pixels } from '../../../base/pixels.ts'
import type { Pool } from '../../../base/pool.ts'
import type { FindPadding, MapToPad, Padding } from '../bake/pad-edges.ts'
import type { Mesh, ShadedMesh } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'
import { vertexNormals, vertexTangents } from '../shade-vertices.ts'
import type { OcclusionGrid } from './occlusion-grid.ts'
import type { ProjectedBand, ProjectedMaps } from './project-band.ts'
import type { SourcePictures } from './source-pictures.ts'
import type { SourceSurface } from './source-surface.ts'
import { spreadOpenness } from './spread-openness.ts'
import { buildTriangleTree, type TriangleTree } from './triangle-tree.ts'

export interface ProjectRequest {
  readonly source: Mesh
  readonly pictures: SourcePictures
  /** Meshes whose uvs lie in one square: a level of detail, or more. */
  readonly targets: readonly ProjectTarget[]
  readonly size: number
  /** The normals of the source as a normal map; without it only a normal map of the source is carried over. */
  readonly normals: boolean
  readonly occlusion: boolean
}

export interface ProjectTarget {
  readonly mesh: ShadedMesh
  /** It has the triangles of the source in their order. */
  readonly same: boolean
  /** How far it may lie off the source, in metres. */
  readonly reach: number
}

/** Pictures of one size, RGB; absent where the source has nothing to show. */
export type ProjectedPictures = Partial<Record<'albedo' | 'normal' | 'orm' | 'emission', Pixels>>

const bandModule = new URL('./project-band.ts', import.meta.url)
const paddingModule = new URL('../bake/pad-edges.ts', import.meta.url)

/** Share of the longest side that occlusion looks far. */
const RANGE = 0.2
/** Occlusion is a soft thing: cells along a side, and rays from each. Four million rays take a second on four threads. */
const CELLS = 512
const RAYS = 24

/** Carries colours, relief and shade of one mesh over to the textures of another that lies close to it. */
export async function projectTextures(
  request: ProjectRequest,
  { pool, signal }: { readonly pool: Pool; readonly signal?: AbortSignal | undefined },
): Promise<ProjectedPictures> {
  const { source, pictures, size } = request
  const output = outputOf(request)
  const surface = await sourceSurface(request)
  const { min, max } = boundsOf(source)
  const step = Math.max(1, Math.ceil(size / CELLS))
  const occlusion: OcclusionGrid | undefined = request.occlusion
    ? {
        step,
        rays: RAYS,
        range: RANGE * Math.max(...[0, 1, 2].map((a) => max[a]! - min[a]!)),
        openness: shared(Uint8Array, Math.ceil(size / step) ** 2),
      }
    : undefined
  const rows = Math.ceil(Math.max(16, size / 24) / step) * step
  const targets = request.targets.map(({ mesh, ...target }) => ({ ...target, mesh: sharedMesh(mesh) }))
  const common = { source: surface, targets, size, output, occlusion }
  const bands: ProjectedBand[] = []
  for (let row = 0; row < size; row += rows) {
    bands.push({ ...common, firstRow: row, endRow: Math.min(size, row + rows) })
  }
  await pool.map(bandModule, 'projectBand', bands, { signal })
  // The factors stay with the material, so the picture of a source without one is white.
  if (pictures.orm === undefined) output.orm?.fill(255)
  if (occlusion !== undefined) spreadOpenness({ ...output, orm: output.orm! }, size, occlusion)
  return padded(output, size, { pool, signal })
}

function outputOf({ source, pictures, size, normals, occlusion }: ProjectRequest): ProjectedMaps {
  const bytes = () => shared(Uint8Array, size * size * 3)
  return {
    covered: shared(Uint8Array, size * size),
    ...(pictures.albedo !== undefined || source.colors !== undefined ? { albedo: bytes() } : {}),
    ...(normals || pictures.normal !== undefined ? { normal: bytes() } : {}),
    ...(occlusion || pictures.orm !== undefined ? { orm: bytes() } : {}),
    ...(pictures.emission === undefined ? {} : { emission: bytes() }),
  }
}

async function sourceSurface({ source, pictures, targets, occlusion }: ProjectRequest): Promise<SourceSurface> {
  const normals = source.normals ?? vertexNormals(source)
  const tangents =
    pictures.normal === undefined || source.uvs === undefined
      ? undefined
      : (source.tangents ?? (await vertexTangents({ ...source, normals, uvs: source.uvs })))
  return {
    positions: share(source.positions),
    indices: share(source.indices),
    normals: share(normals),
    tangents: tangents && share(tangents),
    uvs: source.uvs && share(source.uvs),
    colors: source.colors && share(source.colors),
    albedo: sharedPicture(pictures.albedo),
    normal: sharedPicture(pictures.normal),
    orm: sharedPicture(pictures.orm),
    emission: sharedPicture(pictures.emission),
    tree: targets.every(({ same }) => same) && !occlusion ? noTree : buildTriangleTree(source),
  }
}

/** Nothing is searched in it. */
const noTree: TriangleTree = {
  boxes: new Float32Array(6),
  links: new Uint32Array(1),
  counts: new Uint32Array(1),
  order: new Uint32Array(0),
}

async function padded(
  output: ProjectedMaps,
  size: number,
  { pool, signal }: { readonly pool: Pool; readonly signal?: AbortSignal | undefined },
): Promise<ProjectedPictures> {
  const rings = Math.max(4, Math.round(size / 64))
  const find: FindPadding = { covered: output.covered, size, rings }
  const [padding] = await pool.map<FindPadding, Padding>(paddingModule, 'findPadding', [find], { signal })
  const maps = (['albedo', 'normal', 'orm', 'emission'] as const).flatMap((kind) => {
    const data = output[kind]
    return data === undefined ? [] : [{ kind, data }]
  })
  const toPad = maps.map(
    ({ kind, data }): MapToPad => ({
      padding: padding!,
      data,
      channels: 3,
      ...(kind === 'normal' ? { filler: [128, 128, 255] } : {}),
    }),
  )
  await pool.map(paddingModule, 'padMap', toPad, { signal })
  return Object.fromEntries(maps.map(({ kind, data }) => [kind, { width: size, height: size, channels: 3, data }]))
}

function sharedPicture(picture: Pixels | undefined): Pixels | undefined {
  return picture && { ...picture, data: share(picture.data) }
}

function sharedMesh({ positions, indices, normals, tangents, uvs }: ShadedMesh): ShadedMesh {
  return {
    positions: share(positions),
    indices: share(indices),
    normals: share(normals),
    tangents: share(tangents),
    uvs: share(uvs),
  }
}

type Numbers = Float32Array | Uint32Array | Uint8Array

function share<T extends Numbers>(from: T): T {
  const to = shared(from.constructor as new (buffer: SharedArrayBuffer) => T, from.length)
  to.set(from)
  return to
}

function shared<T extends Numbers>(kind: new (buffer: SharedArrayBuffer) => T, length: number): T {
  const bytes = (kind as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT
  return new kind(new SharedArrayBuffer(length * bytes))
}
