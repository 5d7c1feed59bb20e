import type { Random } from '../../random.ts'
import type { FormNode } from '../form-program.ts'
import { displace } from './shapes.ts'

/** Ages a form by its surface: hewn chips, rolling erosion and cracks, and panel grooves for the machines of the future. */
export function wearDown(
  node: FormNode,
  { random, chip, wear, panels }: { random: Random; chip: number; wear: number; panels: number },
): FormNode {
  let worn = node
  if (panels > 0 && chip > 0) {
    worn = displace('panels', chip * 0.55 * panels, chip * 17, worn, { seed: random.integer(0, 65535) })
  }
  if (wear > 0 && chip > 0) {
    worn = displace('fbm', chip * 0.9 * wear, chip * 9, worn, { seed: random.integer(0, 65535), octaves: 3 })
    if (wear > 0.45) worn = displace('cracks', chip * 0.8 * wear, chip * 24, worn, { seed: random.integer(0, 65535) })
  }
  return worn
}
