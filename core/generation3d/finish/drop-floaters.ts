import { compact } from '../compact.ts'
import { findComponents } from '../find-components.ts'
import type { Mesh } from '../mesh.ts'
import { cornersOf } from '../topology.ts'
import { triangleCross } from '../triangle-cross.ts'

/** Leaves out loose pieces that have less than `share` of the area and of the volume of the largest; that one always stays. */
export function dropFloaters(mesh: Mesh, share: number): { mesh: Mesh; dropped: number } {
  const { positions, indices } = mesh
  const { componentCount, componentOfTriangle } = findComponents(cornersOf(mesh), positions.length / 3)
  if (componentCount <= 1 || share <= 0) return { mesh, dropped: 0 }
  const areas = new Float64Array(componentCount)
  const volumes = new Float64Array(componentCount)
  const cross = new Float64Array(3)
  for (let t = 0; t < componentOfTriangle.length; t++) {
    const a = indices[t * 3]!
    triangleCross(positions, a, indices[t * 3 + 1]!, indices[t * 3 + 2]!, cross)
    const [x, y, z] = [cross[0]!, cross[1]!, cross[2]!]
    const part = componentOfTriangle[t]!
    areas[part] = areas[part]! + Math.sqrt(x * x + y * y + z * z) / 2
    volumes[part] = volumes[part]! + (positions[a * 3]! * x + positions[a * 3 + 1]! * y + positions[a * 3 + 2]! * z) / 6
  }
  let largest = 0
  for (let part = 1; part < componentCount; part++) if (areas[part]! > areas[largest]!) largest = part
  const isKept = Array.from(areas, (area, part) => {
    if (part === largest || area >= share * areas[largest]!) return true
    return Math.abs(volumes[part]!) >= share * Math.abs(volumes[largest]!)
  })
  const dropped = isKept.filter((kept) => !kept).length
  if (dropped === 0) return { mesh, dropped }
  const left = indices.filter((_, h) => isKept[componentOfTriangle[Math.floor(h / 3)]!])
  return { mesh: compact({ ...mesh, indices: left }), dropped }
}
