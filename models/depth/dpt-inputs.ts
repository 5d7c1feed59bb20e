import type { Values } from '../graph/session.ts'
import type { WeightSource } from '../graph/weights.ts'
import { positionsFor, readPositions } from './position-embedding.ts'
import { biasValues } from './relative-bias.ts'
import { extraTokens } from './tokens.ts'

/** Pixels of a patch: the kernel's, but where convolutions come before it; those make them of 16 × 16. */
export function dptPatch(source: WeightSource, below = ''): number {
  const name = `${below}pretrained.model.patch_embed`
  if (source.info(`${name}.backbone.stem.conv.weight`) !== undefined) return 16
  return source.info(`${name}.proj.weight`)!.shape[2]!
}

/** What a DPT takes beside an image of a size: positions, or the biases' places. `below` is the prefix of its names. */
export async function dptInputs(
  source: WeightSource,
  below = '',
): Promise<(size: { readonly width: number; readonly height: number }) => Record<string, Values>> {
  const name = `${below}pretrained.model`
  const patch = dptPatch(source, below)
  const grid = ({ width, height }: { readonly width: number; readonly height: number }) => ({
    rows: height / patch,
    columns: width / patch,
  })
  if (source.info(`${name}.pos_embed`) === undefined) return (size) => ({ ...biasValues(grid(size)) })
  const extra = extraTokens(source, name)
  const positions = await readPositions(source, `${name}.pos_embed`, { extra, method: 'bilinear' })
  return (size) => ({ position: positionsFor(positions, grid(size)) })
}
