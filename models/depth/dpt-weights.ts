import type { WeightSource } from '../graph/weights.ts'
import { dptNames } from './dpt-names.ts'
import { standardised } from './resnet-stages.ts'

/** A DPT's weights of either naming as its graph takes them. */
export function openDptNames(source: WeightSource): WeightSource {
  const convolutions = /^pretrained\.model\.patch_embed\.backbone\..*conv\d?\.weight$/
  return standardised(dptNames(source), (name) => convolutions.test(name))
}
