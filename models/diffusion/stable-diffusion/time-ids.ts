import type { StableDiffusionParameters } from './components.ts'
import type { DenoiserOptions } from './denoiser.ts'

/**
 * SDXL was trained to be told a picture's size and where it was cut; the refiner its aesthetic score: 6 is asked for and 2.5
 * avoided, as by its authors (generative-models, sgm/inference/api.py).
 */
export function timeIds(
  { architecture }: Pick<StableDiffusionParameters, 'architecture'>,
  width: number,
  height: number,
): NonNullable<DenoiserOptions['timeIds']> {
  const cut = [height, width, 0, 0]
  if (architecture === 'sdxl-refiner') return { positive: [...cut, 6], negative: [...cut, 2.5] }
  return { positive: [...cut, height, width], negative: [...cut, height, width] }
}
