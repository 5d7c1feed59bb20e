import type { Memo, Pool } from '../../base/pool.ts'
import { documentMaterials } from '../../models/procedural/document-materials.ts'
import type { FormDocument } from '../../models/procedural/form-document.ts'
import type { MaterialMaps } from '../../models/procedural/materials/build-material.ts'
import { rememberedForm } from '../../models/procedural/render-document.ts'
import { bakeTextures } from './bake/bake-textures.ts'
import { buildLevels } from './build-levels.ts'
import { decimate } from './decimate.ts'
import { dropCrumbs } from './drop-crumbs.ts'
import { joinMeshes } from './join-meshes.ts'
import { mendPinches } from './mend-pinches.ts'
import type { Mesh, ShadedMesh } from './mesh.ts'
import { vertexNormals, vertexTangents } from './shade-vertices.ts'
import { buildSurface } from './surface/build-surface.ts'
import { chooseStep } from './surface/choose-step.ts'
import { formField } from './surface/distance-field.ts'
import { unwrapLevels } from './unwrap/unwrap-levels.ts'

export interface FormMeshOptions {
  readonly triangles: number
  /** Triangles of further levels of detail, as shares of the finest. */
  readonly levels: readonly number[]
  readonly textureSize: number
  readonly pool: Pool
  readonly memo: Memo
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number, message: string) => void) | undefined
}

export interface FormMesh {
  /** The finest first; all with one set of maps. */
  readonly levels: readonly ShadedMesh[]
  /** How far each may lie off the form, in metres. */
  readonly levelErrors: readonly number[]
  /** Shares of the levels of which nothing could be made. */
  readonly leftOut: readonly number[]
  readonly maps: MaterialMaps
  readonly chartCount: number
  /** Hollows inside and loose crumbs that were left out. */
  readonly cavities: number
  readonly crumbs: number
}

/** How much finer the surface is meshed than wanted, before it is simplified: details find their triangles. */
const OVERSAMPLING = 7
/** Bounds of that mesh: below, details vanish; above, it takes more than a few seconds. */
const FEWEST = 40_000
const MOST = 500_000
/** Loose pieces smaller than this many cells are crumbs of the noise that displaced the surface. */
const CRUMB_CELLS = 6

/** A form as a watertight, unwrapped, textured mesh. */
export async function buildFormMesh(
  document: FormDocument,
  { triangles, levels: shares, textureSize, pool, memo, signal, onProgress = () => {} }: FormMeshOptions,
): Promise<FormMesh> {
  onProgress(0, 'Compiling the form')
  const form = await rememberedForm(document.program, memo)
  const field = formField(form, pool)
  onProgress(0.03, 'Meshing the surface')
  const step = await chooseStep(field, Math.min(MOST, Math.max(FEWEST, triangles * OVERSAMPLING)), signal)
  const raw = await buildSurface(field, step, { signal })
  const { mesh: clean, cavities, crumbs } = dropCrumbs(raw, step * CRUMB_CELLS)
  onProgress(0.25, 'Simplifying')
  // The threads build materials while this thread simplifies and unwraps.
  const materials = documentMaterials(document, materialSide(textureSize), { pool, memo, signal })
  materials.catch(() => {})
  const { mesh, error } = await decimate(mendPinches(clean), { triangles })
  signal?.throwIfAborted()
  onProgress(0.35, 'Unwrapping')
  const unwrapped = await unwrapLevels(mesh, shares)
  signal?.throwIfAborted()
  const finest = await shade(unwrapped.finest)
  const own = await Promise.all(unwrapped.own.map((level) => shade(level.mesh)))
  onProgress(0.5, 'Baking textures')
  // The threads bake while this one makes the levels that need no texels of their own.
  const [maps, shared] = await Promise.all([
    materials.then((built) =>
      bakeTextures(
        {
          form,
          mesh: joinMeshes([finest, ...own]) as ShadedMesh,
          materials: built,
          size: textureSize,
          reach: Math.max(error, ...unwrapped.own.map((level) => error + level.error)) * 2 + step,
        },
        { pool, signal },
      ),
    ),
    buildLevels(finest, unwrapped.shared),
  ])
  return {
    levels: [...shared.levels, ...own],
    levelErrors: [0, ...shared.errors, ...unwrapped.own.map((level) => level.error)].map((more) => error + more),
    leftOut: [...shared.leftOut, ...unwrapped.leftOut],
    maps,
    chartCount: unwrapped.chartCount,
    cavities,
    crumbs,
  }
}

async function shade(mesh: Mesh): Promise<ShadedMesh> {
  const shaded = { ...mesh, uvs: mesh.uvs!, normals: vertexNormals(mesh) }
  return { ...shaded, tangents: await vertexTangents(shaded) }
}

/** A tile is about as large as a form, so half the texture's side keeps the texels of both alike. */
function materialSide(textureSize: number): number {
  return Math.min(1024, Math.max(256, textureSize / 2))
}
