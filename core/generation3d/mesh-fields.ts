import { z } from 'zod'

/** Fields that the nodes which make meshes share. */
export const levelsField = z
  .array(z.number().min(0.001).max(0.95))
  .max(8)
  .default([0.5, 0.25, 0.1])
  .describe('Triangles of the further levels of detail, as shares of the finest.')

/** Side of a texture in pixels, `least` to 4096. */
export function textureSizeField(words: string, { least = 256, usual = 1024 } = {}) {
  const limits = `must be ${least} to 4096 pixels`
  return z.int().min(least, limits).max(4096, limits).default(usual).describe(words)
}
