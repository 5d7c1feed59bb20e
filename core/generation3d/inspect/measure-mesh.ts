import type { Quality } from '../../../base/asset.ts'
import { checkSolid } from '../check-solid.ts'
import { dropFloaters } from '../finish/drop-floaters.ts'
import { inspectMesh, type MeshReport, qualityOfMesh } from '../inspect-mesh.ts'
import type { MeshDocument } from '../mesh.ts'
import { countHoles } from './count-holes.ts'
import { describeMaterial, geometryBytes, type MaterialFacts } from './describe-textures.ts'
import { measureStretch } from './measure-stretch.ts'

export interface FullReport extends MeshReport {
  /** Borders of the finest level. */
  readonly holes: number
  /** Pieces with less than a thousandth of the area and volume of the largest. */
  readonly floaters: number
  readonly stretch?: number
  readonly material: MaterialFacts
  /** Of all levels and textures together. */
  readonly gpuBytes: number
}

/** Everything the workspace can say of a mesh, and how good that is. */
export async function measureMesh(document: MeshDocument): Promise<{ report: FullReport; quality: Quality }> {
  const finest = document.levels[0]!
  const report = { ...inspectMesh(document.levels), solid: await checkSolid(finest) }
  const material = await describeMaterial(document)
  return {
    report: {
      ...report,
      holes: countHoles(finest),
      floaters: dropFloaters(finest, 0.001).dropped,
      ...(finest.uvs === undefined ? {} : { stretch: measureStretch({ ...finest, uvs: finest.uvs }) }),
      material,
      gpuBytes:
        document.levels.reduce((sum, level) => sum + geometryBytes(level), 0) +
        material.textures.reduce((sum, texture) => sum + texture.gpuBytes, 0),
    },
    quality: qualityOfMesh(report),
  }
}
