import { z } from 'zod'
import { decodeBase64 } from '../decode-base64.ts'
import { flag, number, withoutNulls } from '../lenient-fields.ts'
import { listModels, pickModel } from '../named-models.ts'
import type { TakenPicture } from '../take-picture.ts'
import { guidingPicture } from './control-modules.ts'
import type { Generation } from './generation-schema.ts'
import { type Fields, type Planning, refuse } from './planning.ts'

const pictureSchema = z.union([z.string(), z.object({ image: z.string() }).transform(({ image }) => image)])

/** One unit, as sd-webui-controlnet (lib_controlnet/external_code.py) and Forge take it. */
const unitSchema = z.preprocess(
  withoutNulls,
  z.looseObject({
    enabled: flag.default(true),
    module: z.string().default('none'),
    model: z.string().default('None'),
    weight: number.default(1),
    image: pictureSchema.optional(),
    input_image: pictureSchema.optional(),
    resize_mode: z.union([number, z.string()]).default(1),
    threshold_a: number.default(-1),
    threshold_b: number.default(-1),
    guidance_start: number.default(0),
    guidance_end: number.default(1),
    guidance: number.default(1),
    control_mode: z.union([number, z.string()]).default(0),
    guessmode: flag.default(false),
  }),
)
type Unit = z.output<typeof unitSchema>

/** Scripts of the reference itself, which copied payloads carry. Their first argument switches on those that do more. */
const builtIn = new Set(['sampler', 'seed', 'refiner', 'extra options', 'comments', 'hypertile', 'api payload'])

type Fit = 'stretch' | 'crop' | 'pad'

/** The modes of both extensions by their numbers, newer and older names; the letters of the second are A1111's own. */
const fits: readonly (readonly [RegExp, Fit])[] = [
  [/^(0|just resize)$/i, 'stretch'],
  [/^(1|crop and resize|scale to fit \(inner fit\)|inner_fit|inner fit)$/i, 'crop'],
  [/^(2|resize and fill|envelope \(outer fit\)|outer_fit|outer fit)$/i, 'pad'],
]

/**
 * The enabled units in `alwayson_scripts.controlnet.args`: the first as fields of its own, further ones beside it. `start` is what
 * guides where a unit has no picture of its own.
 */
export async function planControl(
  request: Generation,
  start: TakenPicture | undefined,
  planning: Planning,
): Promise<Fields> {
  const [first, ...further] = await Promise.all(
    enabledUnits(request, planning).map((unit) => planUnit(unit, request, start, planning)),
  )
  if (first === undefined) return {}
  if (request['enable_hr'] === true) {
    planning.warnings.push("ControlNets guided the first pass; hires fix's second one runs without.")
  }
  const { image, model, weight, from, to, fit } = first
  return {
    ...{ controlImage: image, controlModel: model, controlWeight: weight, controlFrom: from, controlTo: to },
    ...(fit === undefined ? {} : { controlFit: fit }),
    ...(further.length === 0 ? {} : { controls: further }),
  }
}

async function planUnit(unit: Unit, request: Generation, start: TakenPicture | undefined, planning: Planning) {
  const { workspace } = planning.context
  const nets = await listModels(workspace, 'controlnet')
  const net = pickModel(unit.model, nets)
  // A server has its own: their names go to it as they are.
  const own = planning.facts?.own?.controlnets.includes(unit.model) ? { id: unit.model } : undefined
  const model = (net ?? own)?.id
  if (model === undefined) {
    refuse(
      `ControlNet model "${unit.model}" not found. There are: ${nets.map(({ title }) => title).join(', ') || 'none'}.`,
    )
  }
  const fit = fits.find(([names]) => names.test(String(unit.resize_mode)))?.[1]
  if (fit === undefined) refuse(`The ControlNet's resize_mode "${unit.resize_mode}" is unknown; there are 0, 1 and 2.`)
  const picture = await pictureOf(unit, request, { start, fit, context: planning.context })
  if (!/^(0|balanced)$/i.test(String(unit.control_mode)) || unit.guessmode) {
    planning.warnings.push('The ControlNet ran in the mode "Balanced"; other control modes are not supported.')
  }
  const isFitting = picture.width === request.width && picture.height === request.height
  const to = Math.min(unit.guidance_end, unit.guidance)
  const fields = { image: picture.id, model, weight: unit.weight, from: unit.guidance_start, to }
  return { ...fields, ...(isFitting ? {} : { fit }) }
}

function enabledUnits(request: Generation, { warnings }: Planning): Unit[] {
  const units: Unit[] = []
  for (const [name, script] of Object.entries(request.alwayson_scripts)) {
    const { args = [] } = z.object({ args: z.array(z.unknown()).optional() }).parse(script ?? {})
    if (builtIn.has(name.toLowerCase()) && args[0] !== true) {
      warnings.push(`The always-on script "${name}" was left out: its values stand in fields of their own.`)
      continue
    }
    if (name.toLowerCase() !== 'controlnet') refuse(`always on script ${name} not found`)
    // Forge's own page puts a flag of the extension in front.
    units.push(...args.filter((each) => typeof each === 'object').map((each) => unitSchema.parse(each)))
  }
  return units.filter(({ enabled, module, model }) => {
    const isEmpty = model.toLowerCase() === 'none' && module.toLowerCase() === 'none'
    if (enabled && isEmpty) warnings.push('A ControlNet unit without model and module does nothing.')
    return enabled && !isEmpty
  })
}

async function pictureOf(
  unit: Unit,
  request: Generation,
  { start, fit, context }: { start: TakenPicture | undefined; fit: Fit; context: Planning['context'] },
): Promise<TakenPicture> {
  const given = unit.image ?? unit.input_image
  if (given === undefined && start === undefined) refuse('The ControlNet unit has no image.')
  if (given === undefined && unit.module.toLowerCase() === 'none') return start!
  const { assets } = context.workspace
  const bytes =
    given === undefined ? assets.read(assets.get(start!.id)) : decodeBase64(given, 'The image of the ControlNet unit')
  const { width, height } = request
  const thresholds = [unit.threshold_a, unit.threshold_b] as const
  return guidingPicture(context, bytes, { name: unit.module, thresholds, size: { width, height, fit } })
}
