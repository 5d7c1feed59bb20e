import type { Pixels } from '../../../base/pixels.ts'
import { encodePng } from '../../imaging/codecs/encode-png.ts'
import type { MeshDocument } from '../mesh.ts'
import { drawContactSheet } from './contact-sheet.ts'
import { drawUvs } from './draw-uvs.ts'
import type { PageContent } from './inspection-page.ts'
import { paintMesh } from './paint-mesh.ts'
import { renderViews } from './render-view.ts'

/** Side of a view on the sheet, and of the larger pictures, in pixels. */
const CELL = 320
const LARGE = 640

/** The pictures of a mesh that its report shows, as PNG files. */
export async function drawInspection(document: MeshDocument, signal?: AbortSignal): Promise<PageContent['pictures']> {
  const { default: sharp } = await import('sharp')
  const mesh = document.levels[0]!
  const painted = await paintMesh(document, CELL)
  const sheet = drawContactSheet(painted, document.material, CELL)
  signal?.throwIfAborted()
  const bare = {
    ...painted,
    colors: undefined,
    albedo: undefined,
    normal: undefined,
    orm: undefined,
    emission: undefined,
  }
  const shape = { width: LARGE, height: LARGE, wire: true }
  const [wire] = renderViews(bare, {}, [{ around: 35, above: 20 }], shape)
  signal?.throwIfAborted()
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
    ...(mesh.uvs === undefined ? {} : { uvs: png(drawUvs({ ...mesh, uvs: mesh.uvs }, LARGE)) }),
    textures,
  }
}

function png(picture: Pixels): Uint8Array {
  return encodePng(picture)
}
