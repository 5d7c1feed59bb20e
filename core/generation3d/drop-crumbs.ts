import { compact } from './compact.ts'
import { findComponents } from './find-components.ts'
import type { Mesh } from './mesh.ts'
import { cornersOf } from './topology.ts'

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
export function dropCrumbs(mesh: Mesh, smallest: number): Cleaned {
  const { positions, indices } = mesh
  const { componentOfTriangle, componentCount } = findComponents(cornersOf(mesh), positions.length / 3)
  if (componentCount <= 1) return { mesh, cavities: 0, crumbs: 0 }
  const volumes = new Float64Array(componentCount)
  const low = new Float64Array(componentCount * 3).fill(Infinity)
  const high = new Float64Array(componentCount * 3).fill(-Infinity)
  for (let t = 0; t < componentOfTriangle.length; t++) {
    const part = componentOfTriangle[t]!
    const a = indices[t * 3]! * 3
    const b = indices[t * 3 + 1]! * 3
    const c = indices[t * 3 + 2]! * 3
    const ax = positions[a]!
    const ay = positions[a + 1]!
    const az = positions[a + 2]!
    const bx = positions[b]!
    const by = positions[b + 1]!
    const bz = positions[b + 2]!
    const cx = positions[c]!
    const cy = positions[c + 1]!
    const cz = positions[c + 2]!
    const triple = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    volumes[part] = volumes[part]! + triple / 6
    for (let i = 0; i < 3; i++) {
      const at = part * 3 + i
      for (let k = 0; k < 3; k++) {
        const value = positions[indices[t * 3 + k]! * 3 + i]!
        if (value < low[at]!) low[at] = value
        if (value > high[at]!) high[at] = value
      }
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
  const left = new Uint32Array(indices.length)
  let length = 0
  for (let t = 0; t < componentOfTriangle.length; t++) {
    if (kept[componentOfTriangle[t]!] === 0) continue
    for (let h = t * 3; h < t * 3 + 3; h++) left[length++] = indices[h]!
  }
  return { mesh: compact({ ...mesh, indices: left.slice(0, length) }), cavities, crumbs }
}
