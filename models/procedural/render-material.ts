import type { Pool } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { compileForm } from './forms/compile-form.ts'
import type { FormProgram } from './forms/form-program.ts'
import type { MaterialMaps } from './materials/build-material.ts'
import { frameForm } from './render/camera.ts'
import { renderForm } from './render/render-form.ts'
import { withoutAlpha } from './render-document.ts'

/** A ball on a low block, so that curves, edges and flat faces all show. One tile covers half of the ball's girth. */
const stand: FormProgram = {
  version: 1,
  name: 'material-preview',
  materials: { material: { family: 'stone' } },
  root: {
    type: 'union',
    children: [
      { type: 'sphere', radius: 0.5, at: [0, 0.64, 0] },
      { type: 'cylinder', radius: 0.44, height: 0.2, round: 0.03, at: [0, 0.1, 0] },
    ],
    smooth: 0.02,
  },
}

/** A square picture of a material on a ball in studio light; the ball is as large as the tile wants it to be. */
export async function renderMaterial(
  maps: MaterialMaps,
  { side }: { readonly side: number },
  { pool, signal }: { readonly pool: Pool; readonly signal?: AbortSignal | undefined },
): Promise<Pixels> {
  const form = compileForm(stand)
  const camera = frameForm(form.bounds, { azimuth: 20, elevation: 16, fill: 0.9 }, form.surfacePoints())
  const scale = 0.8 / maps.tileSize
  const { rgba } = await renderForm(
    { form, camera, width: side, height: side, materials: [{ maps, scale }] },
    { pool, signal },
  )
  return { width: side, height: side, channels: 3, data: withoutAlpha(rgba) }
}
