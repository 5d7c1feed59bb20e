import type { Random } from '../../random.ts'
import type { FormNode } from '../form-program.ts'
import { displace } from './shapes.ts'

/** What happens to the surface of a form; each from 0 to 1. */
interface Wear {
  readonly random: Random
  /** Metres; see FormDesign. */
  readonly chip: number
  readonly wear: number
  readonly cracks: number
  readonly panels: number
}

/** Ages a form by its surface: rolling erosion and cracks, and grooves between panels for the machines of the future. */
export function wearDown(node: FormNode, { random, chip, wear, cracks, panels }: Wear): FormNode {
  const seed = () => random.integer(0, 65535)
  let worn = node
  if (chip === 0) return worn
  if (panels > 0) worn = displace('panels', chip * 0.55 * panels, chip * 17, worn, { seed: seed() })
  // Erosion takes the sharpness off edges and breaks straight lines; details of the size of a face stay.
  if (wear > 0) worn = displace('fbm', chip * 0.42 * wear, chip * 13, worn, { seed: seed(), octaves: 2 })
  if (cracks > 0) worn = displace('cracks', chip * 0.75 * cracks, chip * 40, worn, { seed: seed() })
  return worn
}
