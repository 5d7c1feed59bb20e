import type { Pixels } from '../../../base/pixels.ts'
import { checkMesh } from '../finish/check-mesh.ts'
import { readGlb } from '../glb.ts'
import { paintMesh } from './paint-mesh.ts'
import { renderViews } from './render-view.ts'

/** From the right and a little above: three sides of a box are seen. */
const angle = { around: 35, above: 20 }

/** A picture of the mesh in a GLB file, square, with transparency around it. */
export async function meshPicture(bytes: Uint8Array, side: number): Promise<Pixels> {
  const document = await readGlb(bytes)
  checkMesh(document.levels[0]!, document.name)
  const painted = await paintMesh(document, side)
  return renderViews(painted, document.material, [angle], { width: side, height: side })[0]!
}
