import { randomInt } from 'node:crypto'
import type { ImageModelFacts } from '../../../../base/model.ts'
import { assetName } from '../../../../core/imaging/asset-name.ts'
import { findSampling } from '../../../../core/imaging/find-sampling.ts'
import type { Workspace } from '../../../../core/workspace.ts'
import { findModel, listCheckpoints } from '../named-models.ts'
import type { TakenPicture } from '../take-picture.ts'
import { refuse } from './answer-error.ts'
import { type ExtraArgs, readExtraArgs } from './extra-args.ts'
import type { CommonFields } from './image-schemas.ts'

/** The next one after the largest seed is 0. */
const seeds = 2 ** 32

export interface Plan {
  readonly model: string
  /** Of `image.generate`, one for each picture. */
  readonly inputs: readonly Readonly<Record<string, unknown>>[]
  readonly warnings: readonly string[]
}

/** A picture to begin from, and how. */
export interface Start {
  readonly picture: TakenPicture
  readonly mask?: TakenPicture | undefined
  readonly strength: number
}

/** What a request asks of `image.generate`. */
export async function planImages(
  workspace: Workspace,
  request: CommonFields & { readonly prompt: string; readonly style?: string | undefined },
  start?: Start,
): Promise<Plan> {
  const { prompt, extra } = readExtraArgs(request.prompt)
  const warnings =
    request.style === undefined ? [] : ['style: models of this workspace know no styles; say it in the prompt.']
  if (request.background === 'transparent') {
    refuse('No model here makes transparent pictures; leave the background "auto" or "opaque".', {
      param: 'background',
    })
  }
  const model = await modelOf(workspace, request.model)
  const facts = await workspace.models.describe(model).catch(() => undefined)
  const size = sizeOf(request, extra, facts, start)
  const sampling = samplingOf(request, extra, facts)
  const { seed = request.seed } = extra
  if (seed >= seeds) refuse(`The seed ${seed} is too large; seeds go up to ${seeds - 1}.`, { param: 'seed' })
  const first = seed < 0 ? randomInt(2 ** 31) : seed
  const input = {
    prompt,
    negativePrompt: extra.negative_prompt ?? request.negative_prompt ?? '',
    model,
    ...size,
    ...sampling,
    ...(start === undefined ? {} : startFields(start, size, extra)),
  }
  const inputs = Array.from({ length: request.n }, (_, n) => ({
    ...input,
    seed: (first + n) % seeds,
    // Names of their own: the same one again would be a new version of the first.
    ...(request.n === 1 ? {} : { name: `${assetName(prompt)}-${n + 1}` }),
  }))
  return { model, inputs, warnings }
}

/** OpenAI's own models: programs that can name no other mean the one that is chosen here. */
const hosted = /^(gpt-image-|dall-e-|chatgpt-image)/

async function modelOf(workspace: Workspace, name: string | undefined): Promise<string> {
  const checkpoints = await listCheckpoints(workspace)
  const chosen =
    name === undefined || name === '' || hosted.test(name)
      ? checkpoints.find(({ isDefault }) => isDefault)
      : findModel(name, checkpoints)
  if (chosen !== undefined) return chosen.id
  refuse(`The model '${name}' does not exist; see /v1/models.`, { param: 'model', code: 'model_not_found' }, 404)
}

/** Absent where the model's own is meant. */
function sizeOf(
  { size }: CommonFields,
  { width, height }: ExtraArgs,
  facts: ImageModelFacts | undefined,
  start: Start | undefined,
): { width?: number; height?: number } {
  const [, wide, high] = /^(\d+)x(\d+)$/.exec(size) ?? []
  if (width !== undefined && height !== undefined) return { width, height }
  if (wide !== undefined) return { width: Number(wide), height: Number(high) }
  return start === undefined ? {} : shapeOf(start.picture, facts)
}

/** The picture's own shape, in at most the number of pixels that the model was made for; sides are multiples of 8. */
function shapeOf(picture: TakenPicture, facts: ImageModelFacts | undefined): { width: number; height: number } {
  const usual = facts?.size ?? { width: 512, height: 512 }
  const scale = Math.min(1, Math.sqrt((usual.width * usual.height) / (picture.width * picture.height)))
  const side = (length: number) => Math.max(64, Math.floor((length * scale) / 8) * 8)
  return { width: side(picture.width), height: side(picture.height) }
}

function startFields({ picture, mask, strength }: Start, size: { width?: number; height?: number }, extra: ExtraArgs) {
  const isFitting = [picture, mask].every(
    (each) => each === undefined || (each.width === size.width && each.height === size.height),
  )
  return {
    start: picture.id,
    strength: extra.strength ?? strength,
    ...(mask === undefined ? {} : { mask: mask.id }),
    ...(isFitting ? {} : { fit: 'crop' }),
  }
}

/** More or fewer of the steps that the model takes by itself. */
const stepsOf: Readonly<Record<CommonFields['quality'], number>> = {
  auto: 1,
  low: 0.5,
  medium: 1,
  standard: 1,
  high: 1.5,
  hd: 1.5,
}

function samplingOf(request: CommonFields, extra: ExtraArgs, facts: ImageModelFacts | undefined) {
  const sampler = extra.sampler ?? request.sampler_name
  const schedule = extra.schedule ?? request.scheduler
  const usual = facts?.sampling?.steps
  const share = stepsOf[request.quality]
  // A model that takes no steps has one quality.
  const byQuality = usual === undefined || share === 1 ? undefined : Math.max(1, Math.round(usual * share))
  const steps = extra.steps ?? request.steps ?? byQuality
  const named = sampler === undefined ? { schedule } : findSampling({ sampler, schedule })
  const fields = {
    steps,
    guidance: extra.guidance ?? request.cfg_scale,
    ...named,
    clipSkip: extra.clip_skip,
    eta: extra.eta,
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
