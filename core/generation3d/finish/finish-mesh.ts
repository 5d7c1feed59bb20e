import type { Pool } from '../../../base/pool.ts'
import { encodePictures } from '../../imaging/encode-assets.ts'
import { buildLevels } from '../build-levels.ts'
import { compact } from '../compact.ts'
import { decimate } from '../decimate.ts'
import { inspectUvs } from '../inspect-uvs.ts'
import type { Mesh, MeshDocument, MeshTextures, ShadedMesh } from '../mesh.ts'
import { diagonalOf } from '../mesh-bounds.ts'
import { vertexNormals, vertexTangents } from '../shade-vertices.ts'
import { cornersOf } from '../topology.ts'
import { unwrapLevels } from '../unwrap/unwrap-levels.ts'
import { carryNormals } from './carry-normals.ts'
import { checkMesh } from './check-mesh.ts'
import { type Cleaning, type CleanOptions, cleanMesh } from './clean-mesh.ts'
import { type ProjectedPictures, projectTextures } from './project-textures.ts'
import { sourcePictures } from './source-pictures.ts'

export interface FinishOptions extends CleanOptions {
  /** Absent: as many as there are. */
  readonly triangles: number | undefined
  /** `auto` keeps uvs that a texture can lie on, and makes new ones else; `keep` leaves what is there, even nothing. */
  readonly unwrap: 'auto' | 'new' | 'keep'
  readonly textureSize: number
  readonly bakeNormals: boolean
  readonly bakeOcclusion: boolean
  /** Triangles of further levels of detail, as shares of the finest. */
  readonly levels: readonly number[]
  readonly pool: Pool
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (fraction: number, message: string) => void
}

export interface Finished {
  readonly document: MeshDocument
  readonly cleaning: Cleaning
  readonly unwrapped: boolean
  /** Textures that were baked; none where the ones that were there still fit. */
  readonly baked: readonly string[]
  /** How far each level may lie off the mesh that was given, in metres. */
  readonly levelErrors: readonly number[]
  /** Shares of the levels that could not be made: the seams of kept uvs forbid them, or there is nothing left to remove. */
  readonly leftOut: readonly number[]
}

/** Share of the covered texels that may lie under two triangles for uvs to be kept. */
const MOST_OVERLAP = 0.005

/** A mesh made ready for use: clean, of the wanted size, with uvs, textures and levels of detail. Only level 0 is read. */
export async function finishMesh(document: MeshDocument, options: FinishOptions): Promise<Finished> {
  const { triangles, textureSize: size, pool, signal, onProgress = () => {} } = options
  checkMesh(document.levels[0]!, document.name)
  onProgress(0, 'Cleaning the mesh')
  const { mesh: source, cleaning } = cleanMesh(document.levels[0]!, options)
  checkMesh(source, document.name)
  signal?.throwIfAborted()

  onProgress(0.1, 'Simplifying')
  const wanted = triangles ?? source.indices.length / 3
  const kept = keepsUvs(source, cleaning, options) ? await decimate(source, { triangles: wanted }) : undefined
  // Fewer triangles may fold a chart over.
  const keeps = kept !== undefined && (options.unwrap === 'keep' || fits(kept.mesh, mirroredIn(source)))
  const { mesh: smaller, error } = keeps ? kept : await decimate(bareOf(source), { triangles: wanted })
  const same = smaller.indices.length === source.indices.length
  signal?.throwIfAborted()

  onProgress(0.2, keeps ? 'Shading' : 'Unwrapping')
  const laid = keeps ? undefined : await unwrapLevels(smaller, options.levels)
  const { mesh, agreement } = await shade(laid?.finest ?? smaller, keeps || !same ? undefined : source)
  const own = await Promise.all((laid?.own ?? []).map(async (level) => (await shade(level.mesh, undefined)).mesh))
  signal?.throwIfAborted()

  onProgress(0.4, 'Baking textures')
  const { textures, baked } = await bake(mesh, agreement)
  onProgress(0.8, 'Making levels of detail')
  const shared = await buildLevels(mesh, laid?.shared ?? options.levels)
  const errors = [...shared.errors, ...(laid?.own ?? []).map((level) => level.error)]
  const { material } = document
  return {
    document: {
      ...document,
      levels: [...shared.levels, ...own],
      material: {
        ...material,
        // A picture of occlusion alone must not make a plain surface a metal.
        metalness: material.metalness ?? (material.textures.orm === undefined ? 0 : 1),
        textures,
      },
    },
    cleaning,
    unwrapped: !keeps,
    baked,
    levelErrors: [0, ...errors].map((more) => error + more),
    leftOut: [...shared.leftOut, ...(laid?.leftOut ?? [])],
  }

  async function bake(target: Mesh, agreement: number): Promise<{ textures: MeshTextures; baked: string[] }> {
    if (!isShaded(target) || (keeps && same)) {
      return { textures: document.material.textures, baked: [] }
    }
    // Uvs that stay keep their pictures; only the relief that the triangles lost is added.
    const pictures = await sourcePictures(document.material.textures, size)
    const request = {
      source: keeps ? withoutColours(source) : source,
      pictures: keeps ? ((pictures.normal && { normal: pictures.normal }) ?? {}) : pictures,
      targets: [
        { mesh: target, same, reach: reachOf(error) },
        ...own.filter(isShaded).map((level, i) => {
          return { mesh: level, same: false, reach: reachOf(error + laid!.own[i]!.error) }
        }),
      ],
      size,
      // Five degrees between corner and vertex normals are what a normal map is worth for.
      normals: options.bakeNormals && (!same || own.length > 0 || agreement < 0.996),
      occlusion: options.bakeOcclusion && !keeps,
    }
    const found = await projectTextures(request, { pool, signal })
    const encoded = await encode(found, { pool, signal })
    return {
      textures: { ...(keeps ? document.material.textures : {}), ...encoded },
      baked: Object.keys(encoded),
    }
  }

  function reachOf(off: number): number {
    return off * 2 + diagonalOf(source) * 0.002
  }
}

function isShaded(mesh: Mesh): mesh is ShadedMesh {
  return mesh.normals !== undefined && mesh.tangents !== undefined && mesh.uvs !== undefined
}

function keepsUvs(source: Mesh, { filledHoles }: Cleaning, { unwrap }: FinishOptions): boolean {
  if (unwrap !== 'auto') return unwrap === 'keep'
  return filledHoles === 0 && fits(source, Infinity)
}

/** Whether a texture can lie on the uvs: inside, no two triangles on one place, no more than `mirrored` turned over. */
function fits(mesh: Mesh, mirrored: number): boolean {
  if (mesh.uvs === undefined) return false
  const found = inspectUvs({ ...mesh, uvs: mesh.uvs })
  return found.outside === 0 && found.overlap <= MOST_OVERLAP && found.coverage > 0 && found.mirrored <= mirrored
}

function mirroredIn(mesh: Mesh): number {
  return mesh.uvs === undefined ? 0 : inspectUvs({ ...mesh, uvs: mesh.uvs }).mirrored
}

function withoutColours({ colors: _, ...mesh }: Mesh): Mesh {
  return mesh
}

/** The shape alone: vertices at one place are one. */
function bareOf(mesh: Mesh): Mesh {
  return compact({ positions: mesh.positions, indices: cornersOf(mesh) })
}

/** With normals and, where there are uvs, tangents. `source` has the same triangles and gives its normals, if it has some. */
async function shade(mesh: Mesh, source: Mesh | undefined): Promise<{ mesh: Mesh | ShadedMesh; agreement: number }> {
  const { normals, agreement } =
    source?.normals === undefined
      ? { normals: mesh.normals ?? vertexNormals(mesh), agreement: 1 }
      : carryNormals({ ...source, normals: source.normals }, mesh)
  if (mesh.uvs === undefined) return { mesh: { ...mesh, normals }, agreement }
  const tangents = mesh.tangents ?? (await vertexTangents({ ...mesh, normals, uvs: mesh.uvs }))
  return { mesh: { ...mesh, normals, tangents }, agreement }
}

async function encode(
  pictures: ProjectedPictures,
  { pool, signal = new AbortController().signal }: { pool: Pool; signal?: AbortSignal | undefined },
): Promise<MeshTextures> {
  const kinds = (['albedo', 'normal', 'orm', 'emission'] as const).filter((kind) => pictures[kind] !== undefined)
  const encoded = await encodePictures(
    kinds.map((kind) => ({
      image: pictures[kind]!,
      ...(kind === 'normal' || kind === 'orm' ? { options: { colour: 'data' as const } } : {}),
    })),
    { pool, signal },
  )
  return Object.fromEntries(kinds.map((kind, i) => [kind, encoded[i]!.bytes]))
}
