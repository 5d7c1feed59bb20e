import { z } from 'zod'

/** What TripoSR's config.yaml states and the weights' shapes do not tell; by default what its makers published. */
export const tripoSrConfig = z.looseObject({
  /** Side of the square picture that it looks at, in pixels. */
  cond_image_size: z.int().min(16).max(2048).default(512),
  backbone: z
    .looseObject({
      num_attention_heads: z.int().positive().optional(),
      norm_num_groups: z.int().positive().default(32),
    })
    .prefault({}),
  decoder: z.looseObject({ activation: z.enum(['silu', 'relu']).default('silu') }).prefault({}),
  renderer: z
    .looseObject({
      /** Half the side of the box that it fills. */
      radius: z.number().positive().default(0.87),
      feature_reduction: z.enum(['concat', 'mean']).default('concat'),
      density_activation: z.enum(['exp', 'trunc_exp']).default('exp'),
      density_bias: z.number().default(-1),
    })
    .prefault({}),
  vit: z.looseObject({ num_attention_heads: z.int().positive().optional() }).prefault({}),
})

export type TripoSrConfig = z.output<typeof tripoSrConfig>
