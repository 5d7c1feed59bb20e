import { samplers } from '../../../models/diffusion/samplers/samplers.ts'
import { schedules } from '../../../models/diffusion/samplers/schedules.ts'
import type { ComfyInput } from './comfy-class.ts'
import { type ComfyEnvironment, findModel, type NamedModel } from './environment.ts'

/** Short words for the inputs of the tables in classes/. */

export const int = (standard: number, min: number, max: number, step?: number) =>
  ({ type: 'INT', default: standard, min, max, ...(step === undefined ? {} : { step }) }) as const satisfies ComfyInput

export const float = (standard: number, min: number, max: number, step = 0.01) =>
  ({ type: 'FLOAT', default: standard, min, max, step }) as const satisfies ComfyInput

/** Sides of pictures made here, in pixels. */
export const side = int(512, 64, 4096, 8)

/** Seeds go up to 2⁶⁴ − 1 there. */
export const seed = int(0, 0, 2 ** 64)

export const words = { type: 'STRING', multiline: true } as const satisfies ComfyInput

export const oneOf = (...options: readonly string[]) =>
  ({ type: 'COMBO', options: () => options }) as const satisfies ComfyInput

/** A model of a kind, by any of its names. */
export const modelOf = (kind: 'checkpoints' | 'loras' | 'vaes' | 'controlnets' | 'upscalers') =>
  ({
    type: 'COMBO',
    options: (environment) => environment[kind].map(({ name }) => name),
    accepts: (environment, name) => findModel(environment[kind], name) !== undefined,
  }) as const satisfies ComfyInput

/** The model that an input of `modelOf` names; the check before has found it. */
export function namedModel(
  environment: ComfyEnvironment,
  kind: 'checkpoints' | 'loras' | 'vaes' | 'controlnets' | 'upscalers',
  name: string,
): NamedModel {
  return findModel(environment[kind], name)!
}

export const picture = {
  type: 'COMBO',
  options: ({ pictures }) => pictures,
  accepts: (environment, name) => environment.findPicture(name) !== undefined,
  upload: true,
} as const satisfies ComfyInput

export const samplerNames = samplers.map(({ id }) => id)
/** `ddim_uniform` is what ComfyUI calls DDIM's own spacing. */
export const scheduleNames = schedules.map(({ id }) => (id === 'ddim' ? 'ddim_uniform' : id))

export const sampler = oneOf(...first('euler', samplerNames))
export const schedule = oneOf(...first('normal', scheduleNames))

export const enlargers = oneOf('nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos')
export const latentEnlargers = oneOf('nearest-exact', 'bilinear', 'area', 'bicubic', 'bislerp')
export const crop = oneOf('disabled', 'center')

/** What a new node shows comes first. */
function first(name: string, names: readonly string[]): string[] {
  return [name, ...names.filter((each) => each !== name)]
}
