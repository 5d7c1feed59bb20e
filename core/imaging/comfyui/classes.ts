import { conditioningClasses } from './classes/conditioning.ts'
import { latentClasses } from './classes/latents.ts'
import { loaderClasses } from './classes/loaders.ts'
import { outputClasses } from './classes/outputs.ts'
import { pictureClasses } from './classes/pictures.ts'
import { primitiveClasses } from './classes/primitives.ts'
import { samplerClasses } from './classes/samplers.ts'
import type { ComfyClass } from './comfy-class.ts'

/** Every class of ComfyUI that means something here, by its name. */
export const comfyClasses: ReadonlyMap<string, ComfyClass> = new Map(
  [
    ...loaderClasses,
    ...conditioningClasses,
    ...latentClasses,
    ...samplerClasses,
    ...pictureClasses,
    ...outputClasses,
    ...primitiveClasses,
  ].map((each) => [each.name, each]),
)
