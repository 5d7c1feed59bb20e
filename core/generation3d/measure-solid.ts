import type { Mesh } from './mesh.ts'

/** Volume inside a closed mesh, negative when it is inside out, and area of its surface; m³ and m². */
export function measureSolid({ positions, indices }: Mesh): { volume: number; area: number } {
  let volume = 0
  let area = 0
  for (let i = 0; i < indices.length; i += 3) {
    const a = indices[i]! * 3
    const b = indices[i + 1]! * 3
    const c = indices[i + 2]! * 3
    const ux = positions[b]! - positions[a]!
    const uy = positions[b + 1]! - positions[a + 1]!
    const uz = positions[b + 2]! - positions[a + 2]!
    const vx = positions[c]! - positions[a]!
    const vy = positions[c + 1]! - positions[a + 1]!
    const vz = positions[c + 2]! - positions[a + 2]!
    const nx = uy * vz - uz * vy
    const ny = uz * vx - ux * vz
    const nz = ux * vy - uy * vx
    area += Math.sqrt(nx * nx + ny * ny + nz * nz) / 2
    volume += (positions[a]! * nx + positions[a + 1]! * ny + positions[a + 2]! * nz) / 6
  }
  return { volume, area }
}
