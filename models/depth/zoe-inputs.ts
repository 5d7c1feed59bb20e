import type { Values } from '../graph/session.ts'
import type { WeightSource } from '../graph/weights.ts'
import { dptInputs, dptPatch } from './dpt-inputs.ts'
import { routerPositions } from './zoe-router.ts'
import { zoeCore, zoeDomains } from './zoedepth.ts'

/** What ZoeDepth takes beside an image of a size. */
export async function zoeInputs(
  source: WeightSource,
): Promise<(size: { readonly width: number; readonly height: number }) => Record<string, Values>> {
  const core = await dptInputs(source, zoeCore)
  const router = source.info('patch_transformer.embedding_convPxP.weight')
  if (router === undefined) return core
  // The coarsest level is half of the grid of patches, rounded up.
  const step = dptPatch(source, zoeCore)
  const coarse = (side: number) => Math.ceil(side / step / 2)
  return (size) => ({
    ...core(size),
    router_position: routerPositions(1 + coarse(size.width) * coarse(size.height), router.shape[0]!),
  })
}

/** The depth that is meant: of the one head, or of that which the router prefers. */
export function zoeAnswer(results: Readonly<Record<string, Values>>): Values {
  return results[zoeAnswerName(results)]!
}

/** The name of that output. */
export function zoeAnswerName(results: Readonly<Record<string, Values>>): string {
  const domain = results['domain']
  if (domain === undefined) return 'depth'
  const [indoors, outdoors] = domain.data as Float32Array as unknown as [number, number]
  return zoeDomains[outdoors > indoors ? 1 : 0]
}
