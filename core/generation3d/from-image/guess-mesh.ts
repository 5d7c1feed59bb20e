import type { GuessedMesh } from '../../../base/model.ts'
import type { Context } from '../../../base/node.ts'
import type { Pixels } from '../../../base/pixels.ts'
import { isOpaque } from '../../../models/mesh/prepare-view.ts'
import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import cutoutImage from '../../imaging/cutout-image.node.ts'
import { toLinear } from '../../imaging/maps/linear-light.ts'
import { dropCrumbs } from '../drop-crumbs.ts'
import { finishMesh } from '../finish/finish-mesh.ts'
import { placeMesh } from '../finish/place-mesh.ts'
import { writeGlb } from '../glb.ts'
import { inspectMesh, qualityOfMesh } from '../inspect-mesh.ts'
import type { Mesh } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'

export interface GuessRequest {
  readonly image: string
  readonly views?: readonly string[] | undefined
  readonly model?: string | undefined
  readonly background: 'remove' | 'keep'
  readonly resolution?: number | undefined
  /** Metres of the longest side. */
  readonly size: number
  readonly triangles: number
  readonly levels: readonly number[]
  readonly textureSize: number
  readonly name: string
}

/** Pieces in the air whose longest side is below this share of the whole's are noise of the guess. */
const crumbShare = 0.05

/** A textured mesh as a mesh model guesses it from pictures. */
export async function guessMesh(context: Context, request: GuessRequest) {
  const { triangles, textureSize, size, name, resolution } = request
  const { pool, signal } = context
  const { pictures, cutouts } = await readViews(context, request)
  const model = await context.model('mesh', request.model)
  const guess = await model.reconstruct(pictures, {
    signal,
    onProgress: (fraction, message) => context.progress(0.1 + 0.6 * fraction, message),
    ...(resolution === undefined ? {} : { resolution }),
  })
  context.progress(0.6, 'Colouring')
  const { surface, crumbs } = await colouredSurface(guess, { size, signal })
  const finished = await finishMesh(
    { name, levels: [surface], material: { name, textures: {}, roughness: 0.8, metalness: 0 } },
    {
      triangles,
      textureSize,
      levels: request.levels,
      ...{ unwrap: 'new', bakeNormals: true, bakeOcclusion: true, weld: 0, floaters: 0, holes: 0 },
      pool,
      signal,
      onProgress: (fraction, message) => context.progress(0.65 + 0.3 * fraction, message),
    },
  )
  context.progress(0.95, 'Writing the mesh')
  const report = inspectMesh(finished.document.levels)
  const levelErrors = finished.levelErrors.map((value) => Math.round(value * 1e6) / 1e6)
  const finest = report.levels[0]!
  const put = await context.putAsset(
    {
      name,
      kind: 'mesh',
      mediaType: 'model/gltf-binary',
      parents: [...(request.views ?? [request.image]), ...cutouts],
      quality: qualityOfMesh(report),
      facts: {
        method: 'model',
        model: model.modelId,
        ...(model.modelHash === undefined ? {} : { modelHash: model.modelHash }),
        ...guess.facts,
        triangles: report.levels.map((level) => level.triangles),
        vertices: finest.vertices,
        watertight: finest.watertight,
        sizeMetres: [0, 1, 2].map((a) => Math.round((finest.max[a]! - finest.min[a]!) * 1e4) / 1e4),
        levelErrorsMetres: levelErrors,
        textureSize,
        crumbsLeftOut: crumbs,
      },
    },
    await writeGlb(finished.document),
  )
  return {
    mesh: put.id,
    model: model.modelId,
    ...(cutouts[0] === undefined ? {} : { cutout: cutouts[0] }),
    report: { ...report, levelErrors },
  }
}

/** The guess in metres, standing on the ground, without hollows and crumbs, each vertex with its colour. */
async function colouredSurface(
  { positions, indices, colours }: GuessedMesh,
  { size, signal }: { readonly size: number; readonly signal: AbortSignal },
): Promise<{ surface: Mesh; crumbs: number }> {
  const { min, max } = boundsOf({ positions, indices })
  const longest = Math.max(...[0, 1, 2].map((axis) => max[axis]! - min[axis]!))
  const { mesh, crumbs } = dropCrumbs({ positions, indices }, crumbShare * longest)
  const values = await colours(mesh.positions, { signal })
  const placed = placeMesh(mesh, { up: 'y', pivot: 'ground', scale: 1, longest: size })
  return { surface: { ...placed, colors: Float32Array.from(values, (value) => toLinear(value)) }, crumbs }
}

/** The pictures as the model is to see them, and the cut-outs that were made for it. */
async function readViews(
  context: Context,
  { image, views, background }: GuessRequest,
): Promise<{ pictures: Pixels[]; cutouts: string[] }> {
  const pictures: Pixels[] = []
  const cutouts: string[] = []
  for (const id of views ?? [image]) {
    const picture = await decodeImage((await context.readAsset(id)).bytes)
    if (background === 'keep' || !isOpaque(picture)) {
      pictures.push(picture)
      continue
    }
    const { image: cutout } = await context.run(cutoutImage, { image: id }, { until: 0.1 })
    cutouts.push(cutout)
    pictures.push(await decodeImage((await context.readAsset(cutout)).bytes))
  }
  return { pictures, cutouts }
}
