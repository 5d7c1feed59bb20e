import type { Mesh } from './mesh.ts'
import { triangleCross } from './triangle-cross.ts'

/** Volume inside a closed mesh, negative when it is inside out, and area of its surface; m³ and m². */
export function measureSolid({ positions, indices }: Mesh): { volume: number; area: number } {
  const cross = new Float64Array(3)
  let volume = 0
  let area = 0
  for (let i = 0; i < indices.length; i += 3) {
    const a = indices[i]!
    triangleCross(positions, a, indices[i + 1]!, indices[i + 2]!, cross)
    const [nx, ny, nz] = [cross[0]!, cross[1]!, cross[2]!]
    area += Math.sqrt(nx * nx + ny * ny + nz * nz) / 2
    volume += (positions[a * 3]! * nx + positions[a * 3 + 1]! * ny + positions[a * 3 + 2]! * nz) / 6
  }
  return { volume, area }
}
