import { z } from 'zod'

const parameters = z.looseObject({
  transformer_heads: z.int().positive().optional(),
  /** Cells of the grid along each side, and the length of that side. */
  grid_res: z.int().min(2).max(512).default(128),
  grid_scale: z.number().positive().default(2.1),
  vit: z.looseObject({ num_attention_heads: z.int().positive().optional() }).prefault({}),
  /** Side of the views in pixels. */
  view_size: z.int().min(16).max(2048).default(320),
})

/** What InstantMesh's configuration states and the weights' shapes do not tell; by default what its makers published. */
export const instantMeshConfig = z.preprocess((stated) => {
  const nested = z.object({ model_config: z.object({ params: z.record(z.string(), z.unknown()) }) }).safeParse(stated)
  return nested.success ? { ...(stated as object), ...nested.data.model_config.params } : stated
}, parameters)

export type InstantMeshConfig = z.output<typeof parameters>
