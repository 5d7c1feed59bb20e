import type { Pixels } from '../../../base/pixels.ts'
import { encodePng } from '../../imaging/codecs/encode-png.ts'
import type { PaintedMesh } from '../finish/source-surface.ts'
import type { MeshDocument } from '../mesh.ts'
import type { ViewAngle } from './camera.ts'
import { drawContactSheet } from './contact-sheet.ts'
import { drawUvs } from './draw-uvs.ts'
import type { PageContent } from './inspection-page.ts'
import { paintMesh } from './paint-mesh.ts'
import { renderViews } from './render-view.ts'
import { sideBySide } from './side-by-side.ts'

/** Side of a view on the sheet, and of the larger pictures, in pixels. */
const CELL = 320
const LARGE = 640
/** From where single views look. */
const SIDE: ViewAngle = { around: 35, above: 20 }

/** The pictures of a mesh that its report shows, as PNG files. */
export async function drawInspection(document: MeshDocument, signal?: AbortSignal): Promise<PageContent['pictures']> {
  const { default: sharp } = await import('sharp')
  const mesh = document.levels[0]!
  const painted = await paintMesh(document, CELL)
  const sheet = drawContactSheet(painted, document.material, CELL)
  signal?.throwIfAborted()
  const [wire] = renderViews(bareOf(painted), {}, [SIDE], { width: LARGE, height: LARGE, wire: true })
  signal?.throwIfAborted()
  const levels = document.levels.length > 1 ? await drawLevels(document, signal) : undefined
  const textures = await Promise.all(
    Object.entries(document.material.textures)
      .filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined)
      .map(async ([kind, bytes]) => {
        const small = await sharp(bytes).resize({ width: 192, height: 192, fit: 'inside' }).png().toBuffer()
        return { kind, png: new Uint8Array(small) }
      }),
  )
  return {
    sheet: png(sheet),
    wire: png(wire!),
    ...(levels && { levels: png(levels) }),
    ...(mesh.uvs === undefined ? {} : { uvs: png(drawUvs({ ...mesh, uvs: mesh.uvs }, LARGE)) }),
    textures,
  }
}

/** Every level, the finest first: as it looks, and its triangles below. */
async function drawLevels(document: MeshDocument, signal: AbortSignal | undefined): Promise<Pixels> {
  const looks: Pixels[] = []
  const triangles: Pixels[] = []
  for (let level = 0; level < document.levels.length; level++) {
    const painted = await paintMesh(document, CELL, level)
    looks.push(...renderViews(painted, document.material, [SIDE], { width: CELL, height: CELL }))
    triangles.push(...renderViews(bareOf(painted), {}, [SIDE], { width: CELL, height: CELL, wire: true }))
    signal?.throwIfAborted()
  }
  return sideBySide([...looks, ...triangles], looks.length)
}

function bareOf(painted: PaintedMesh): PaintedMesh {
  const nothing = { colors: undefined, albedo: undefined, normal: undefined, orm: undefined, emission: undefined }
  return { ...painted, ...nothing }
}

function png(picture: Pixels): Uint8Array {
  return encodePng(picture)
}
