import type { Model } from '../../api/wire.ts'

/** Whether a model's run fits into the memory that models share: as it is, with 8-bit weights, or not at all. */
export type MemoryFit = 'fits' | 'at-8-bit' | 'too-large' | 'unknown'

export function memoryFit(memory: Model['memory'], limitBytes: number | undefined): MemoryFit {
  if (memory === undefined || limitBytes === undefined) return 'unknown'
  if (memory.bytes <= limitBytes) return 'fits'
  if (memory.eightBitBytes !== undefined && memory.eightBitBytes <= limitBytes) return 'at-8-bit'
  return 'too-large'
}
