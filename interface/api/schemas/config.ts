import { z } from '@hono/zod-openapi'

const byKey = <T extends z.ZodType>(value: T) => z.record(z.string(), value)

/** The settings and all that a page needs to change them. */
export const configViewSchema = z
  .object({
    values: byKey(byKey(z.unknown())).openapi({
      description: 'By section and name, as they hold now; a secret is always an empty text.',
    }),
    schema: byKey(z.unknown()).openapi({ description: 'JSON Schema of `values`, with defaults and descriptions.' }),
    changed: byKey(z.unknown()).openapi({ description: 'What config.json says beside the defaults, by key.' }),
    overridden: byKey(z.string()).openapi({
      description: 'Settings that an environment variable decides, with its name.',
    }),
    secrets: byKey(z.boolean()).openapi({ description: 'Which secret settings are set.' }),
    atNextStart: z.array(z.string()).openapi({ description: 'Settings that take effect at the next start alone.' }),
  })
  .openapi('Config')

export type ConfigView = z.infer<typeof configViewSchema>

export const configChangeSchema = byKey(z.unknown()).openapi('ConfigChange', {
  description: 'New values by key; null goes back to the default.',
  example: { 'generate.width': 768, 'blender.path': null },
})
