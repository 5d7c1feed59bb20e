import { WorkspaceError } from '../../../base/error.ts'
import type { NormalSource } from './normals.ts'
import { philoxNormals } from './philox-normals.ts'
import { torchNormals } from './torch-normals.ts'

/**
 * Where the noise comes from:
 * - `philox`, the default: counter-based, the same bits on every machine, and the numbers of A1111's "RNG: NV", so to the last digits
 *   those of torch on an NVIDIA card;
 * - `torch-cpu`: the numbers of torch's CPU generator, as ComfyUI, and A1111's "RNG: CPU", have them.
 */
export type NoiseKind = 'philox' | 'torch-cpu'

/** A source seeded with a whole number from 0 to 2⁵³ − 1. */
export function normalSource(kind: NoiseKind, seed: number): NormalSource {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new WorkspaceError(
      'bad-input',
      `The seed ${seed} must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`,
    )
  switch (kind) {
    case 'philox':
      return philoxNormals(seed)
    case 'torch-cpu':
      return torchNormals(seed)
    default:
      return kind satisfies never
  }
}
