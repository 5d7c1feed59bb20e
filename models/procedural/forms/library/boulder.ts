import type { Random } from '../../random.ts'
import type { FormNode, Vec3 } from '../form-program.ts'
import { around } from './shapes.ts'

/** A boulder: planes at random around a centre, so that it breaks in facets as real stone does. */
export function boulder(random: Random, radii: Vec3, extra: { at?: Vec3; rotate?: Vec3 } = {}): FormNode {
  const planes = Array.from({ length: 17 }, (_, i) => {
    // The golden spiral spreads the planes evenly; the jitter makes each stone its own.
    const y = 1 - (2 * i + 1) / 17
    const [x, , z] = around(i * 137.508, Math.sqrt(1 - y * y))
    const normal: Vec3 = [
      x + random.between(-0.25, 0.25),
      y + random.between(-0.25, 0.25),
      z + random.between(-0.25, 0.25),
    ]
    return { normal, distance: random.between(0.74, 1) }
  })
  return { type: 'convex', planes, round: 0.06, scale: radii, ...extra }
}
