import { z } from 'zod'

/** Fields that several nodes of this folder take, described once. */

export const promptField = z.string().trim().min(1, 'is empty: say what to make').max(10_000)

export const negativePromptField = z
  .string()
  .max(10_000)
  .default('')
  .meta({ flag: 'negative', description: 'What to leave out.' })

export const seedField = z
  .int()
  .min(-1)
  .max(2 ** 32 - 1)
  .default(-1)
  .meta({ randomSeed: true, description: 'The same seed gives the same bytes; −1 chooses one.' })

export const nameField = z.string().min(1).max(100).optional()

/** Pictures: 64 px show something; 4096 px take some 80 s and 1 GB on two cores. */
export const imageSide = (side: string) =>
  z
    .int()
    .min(64, 'must be 64 to 4096 pixels')
    .max(4096, 'must be 64 to 4096 pixels')
    .default(512)
    .describe(`${side} of the image in pixels.`)

/** Textures: below 256 px the fine layers of a material are lost, above 4096 px the maps do not fit in 1 GB. */
export const textureSide = (side: string) =>
  z
    .int()
    .min(256, 'must be 256 to 4096 pixels')
    .max(4096, 'must be 256 to 4096 pixels')
    .default(1024)
    .describe(`${side} of the texture in pixels.`)

export const readingField = z
  .record(z.string(), z.unknown())
  .describe('What was understood of the prompt, and what was not.')
