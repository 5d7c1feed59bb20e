/** What a model is used as. 'denoiser' is a checkpoint without VAE and text encoder; 'embedding' is a textual inversion; 'features' turns pictures or texts into vectors. */
export const modelKinds = [
  'checkpoint',
  'denoiser',
  'vae',
  'preview',
  'controlnet',
  'lora',
  'embedding',
  'upscaler',
  'depth',
  'mesh',
  'segmentation',
  'features',
  'language',
  'text-encoder',
  'tokenizer',
  'component',
  'unknown',
] as const
export type ModelKind = (typeof modelKinds)[number]

/** Whether the licence lets someone sell what the model makes: 'restricted' is yes under use rules. */
export const commercialUses = ['yes', 'restricted', 'conditional', 'no', 'unknown'] as const
export type CommercialUse = (typeof commercialUses)[number]
