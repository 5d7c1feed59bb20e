import type { Pixels } from '../../../base/pixels.ts'
import type { PaintedMesh } from '../finish/source-surface.ts'
import type { MeshMaterial } from '../mesh.ts'
import type { ViewAngle } from './camera.ts'
import { renderViews } from './render-view.ts'

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
  const width = cell * COLUMNS
  const height = cell * Math.ceil(views.length / COLUMNS)
  const data = new Uint8Array(width * height * 4)
  views.forEach((view, i) => {
    const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)]
    for (let y = 0; y < cell; y++) {
      data.set(view.data.subarray(y * cell * 4, (y + 1) * cell * 4), ((row * cell + y) * width + column * cell) * 4)
    }
  })
  return { width, height, channels: 4, data }
}
