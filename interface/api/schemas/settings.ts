import { z } from '@hono/zod-openapi'

/** What a picture was made with, and what to run to make one like it. */
export const settingsSchema = z
  .object({
    source: z.enum(['record', 'a1111', 'comfyui', 'swarmui', 'invokeai']).openapi({
      description: "Whose words it was read from: the workspace's own record, or the program that wrote the file.",
    }),
    node: z.string().optional(),
    input: z.unknown().optional().openapi({ description: 'For POST /jobs with this node.' }),
    text: z.string().optional().openapi({ description: 'The parameters text that A1111 and other programs read.' }),
    settings: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: 'All that a file of another program says.' }),
    leftOut: z
      .record(z.string(), z.string())
      .optional()
      .openapi({ description: 'What it says and the node cannot take.' }),
  })
  .openapi('PictureSettings')

export type SettingsView = z.infer<typeof settingsSchema>
