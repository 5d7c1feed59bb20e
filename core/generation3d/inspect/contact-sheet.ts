import type { Pixels } from '../../../base/pixels.ts'
import type { PaintedMesh } from '../finish/source-surface.ts'
import type { MeshMaterial } from '../mesh.ts'
import type { ViewAngle } from './camera.ts'
import { renderViews } from './render-view.ts'
import { sideBySide } from './side-by-side.ts'

/** A turn in six steps a little above the ground, then from the top and from below: four in a row. */
const angles: readonly ViewAngle[] = [
  ...[0, 60, 120, 180, 240, 300].map((around) => ({ around, above: 15 })),
  { around: 0, above: 90 },
  { around: 0, above: -90 },
]
const COLUMNS = 4

/** Eight views of a mesh on one picture of 4 × 2 cells of `cell` pixels, all at one scale. */
export function drawContactSheet(
  mesh: PaintedMesh,
  material: Pick<MeshMaterial, 'baseColor' | 'roughness' | 'metalness'>,
  cell: number,
): Pixels {
  const views = renderViews(mesh, material, angles, { width: cell, height: cell })
  return sideBySide(views, COLUMNS)
}
