import { WorkspaceError } from '../../base/error.ts'
import type { WeightSource } from '../graph/weights.ts'

/** How many blocks a checkpoint's transformer has, by the names of its norms. */
export function blockCount(source: WeightSource, name: string): number {
  let count = 0
  while (source.info(`${name}.blocks.${count}.norm1.weight`) !== undefined) count++
  return count
}

/**
 * Heads of attention: a published vision transformer's are all 64 wide. Weights do not tell it; of another width a configuration
 * must.
 */
export function headsOfWidth(width: number): number {
  if (width % 64 === 0) return width / 64
  throw new WorkspaceError(
    'bad-input',
    `Attention ${width} wide is not made of heads of 64, as all published ones are.`,
    {
      hint: 'The file is of a variant that is not run here.',
    },
  )
}

/** The last block of each quarter: what a decoder of four levels takes unless its makers chose otherwise. */
export function quarters(blocks: number): readonly number[] {
  return [1, 2, 3, 4].map((n) => Math.floor((n * blocks) / 4) - 1)
}
