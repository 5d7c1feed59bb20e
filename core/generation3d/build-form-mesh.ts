import type { Memo, Pool } from '../../base/pool.ts'
import { documentMaterials } from '../../models/procedural/document-materials.ts'
import type { FormDocument } from '../../models/procedural/form-document.ts'
import type { MaterialMaps } from '../../models/procedural/materials/build-material.ts'
import { rememberedForm } from '../../models/procedural/render-document.ts'
import { bakeTextures } from './bake/bake-textures.ts'
import { decimate } from './decimate.ts'
import { dropCrumbs } from './drop-crumbs.ts'
import { mendPinches } from './mend-pinches.ts'
import type { ShadedMesh } from './mesh.ts'
import { vertexNormals, vertexTangents } from './shade-vertices.ts'
import { buildSurface } from './surface/build-surface.ts'
import { chooseStep } from './surface/choose-step.ts'
import { formField } from './surface/distance-field.ts'
import { unwrap } from './unwrap/unwrap.ts'

export interface FormMeshOptions {
  readonly triangles: number
  readonly textureSize: number
  readonly pool: Pool
  readonly memo: Memo
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number, message: string) => void) | undefined
}

export interface FormMesh {
  readonly mesh: ShadedMesh
  /** How far it may lie off the form, in metres. */
  readonly error: number
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
  { triangles, textureSize, pool, memo, signal, onProgress = () => {} }: FormMeshOptions,
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
  const unwrapped = unwrap(mesh)
  signal?.throwIfAborted()
  const normals = vertexNormals(unwrapped.mesh)
  const uvs = unwrapped.mesh.uvs!
  const shaded = { ...unwrapped.mesh, normals, uvs }
  const finest: ShadedMesh = { ...shaded, tangents: await vertexTangents(shaded) }
  onProgress(0.5, 'Baking textures')
  const maps = await bakeTextures(
    { form, mesh: finest, materials: await materials, size: textureSize, reach: error * 2 + step },
    { pool, signal },
  )
  return { mesh: finest, error, maps, chartCount: unwrapped.chartCount, cavities, crumbs }
}

/** A tile is about as large as a form, so half the texture's side keeps the texels of both alike. */
function materialSide(textureSize: number): number {
  return Math.min(1024, Math.max(256, textureSize / 2))
}
