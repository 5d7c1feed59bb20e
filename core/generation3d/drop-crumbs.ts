import { compact } from './compact.ts'
import type { Mesh } from './mesh.ts'
import type { Topology } from './topology.ts'

/** Volume over the cube of the longest side below which a piece is a scrap without thickness. */
const FLAT = 1e-6

export interface Cleaned {
  readonly mesh: Mesh
  /** Closed hollows inside, which nobody can see. */
  readonly cavities: number
  /** Pieces in the air smaller than `smallest`. */
  readonly crumbs: number
}

/**
 * Leaves out the walls of closed hollows, flat scraps, and loose pieces whose longest side is below `smallest` metres; the largest
 * piece always stays.
 */
export function dropCrumbs(mesh: Mesh, topology: Topology, smallest: number): Cleaned {
  const { positions, indices } = mesh
  const { componentOfTriangle, componentCount } = topology
  if (componentCount <= 1) return { mesh, cavities: 0, crumbs: 0 }
  const volumes = new Float64Array(componentCount)
  const low = new Float64Array(componentCount * 3).fill(Infinity)
  const high = new Float64Array(componentCount * 3).fill(-Infinity)
  for (let t = 0; t < componentOfTriangle.length; t++) {
    const part = componentOfTriangle[t]!
    const [a, b, c] = [indices[t * 3]! * 3, indices[t * 3 + 1]! * 3, indices[t * 3 + 2]! * 3]
    const [ax, ay, az] = [positions[a]!, positions[a + 1]!, positions[a + 2]!]
    const [bx, by, bz] = [positions[b]!, positions[b + 1]!, positions[b + 2]!]
    const [cx, cy, cz] = [positions[c]!, positions[c + 1]!, positions[c + 2]!]
    const triple = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    volumes[part] = volumes[part]! + triple / 6
    for (let i = 0; i < 3; i++) {
      const at = part * 3 + i
      low[at] = Math.min(low[at]!, positions[a + i]!, positions[b + i]!, positions[c + i]!)
      high[at] = Math.max(high[at]!, positions[a + i]!, positions[b + i]!, positions[c + i]!)
    }
  }
  let largest = 0
  for (let part = 1; part < componentCount; part++) if (volumes[part]! > volumes[largest]!) largest = part
  const longest = (part: number) => Math.max(...[0, 1, 2].map((i) => high[part * 3 + i]! - low[part * 3 + i]!))
  const kept = new Uint8Array(componentCount)
  let cavities = 0
  let crumbs = 0
  for (let part = 0; part < componentCount; part++) {
    if (part === largest) kept[part] = 1
    else if (volumes[part]! < -FLAT * longest(part) * longest(part) * longest(part)) cavities++
    else if (longest(part) < smallest || volumes[part]! <= FLAT * longest(part) * longest(part) * longest(part))
      crumbs++
    else kept[part] = 1
  }
  if (cavities + crumbs === 0) return { mesh, cavities, crumbs }
  const left = indices.filter((_, h) => kept[componentOfTriangle[Math.floor(h / 3)]!] === 1)
  return { mesh: compact({ ...mesh, indices: left }), cavities, crumbs }
}
