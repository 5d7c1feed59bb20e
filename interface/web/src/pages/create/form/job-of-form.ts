import type { NodeInfo } from '../../../api/wire.ts'
import { type CreateForm, nodeOfForm, type PictureRole, valueKey } from './create-form.ts'
import { fieldsOf } from './fields.ts'
import type { ModelChoice } from './model-choice.ts'
import { roundDown } from './sizes.ts'

export interface FormJob {
  readonly node: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Fields that mean nothing without another one: who would send them, would send what has no effect. */
const companions: Readonly<Record<string, string>> = {
  variationStrength: 'variationSeed',
  strength: 'start',
  maskBlur: 'mask',
  fill: 'mask',
  area: 'mask',
  areaPadding: 'mask',
  fit: 'start',
  controlModel: 'controlImage',
  controlWeight: 'controlImage',
  controlFrom: 'controlImage',
  controlTo: 'controlImage',
}

/** The call that the form asks for: only fields that the node has and the model can do. */
export function jobOfForm(
  form: CreateForm,
  { nodes, model }: { nodes: readonly NodeInfo[]; model: ModelChoice | undefined },
): FormJob | undefined {
  const id = nodeOfForm(form)
  const node = nodes.find((each) => each.id === id)
  if (node === undefined) return undefined
  const fields = fieldsOf(node, model)
  const input: Record<string, unknown> = {}
  for (const name of fields.keys()) {
    const value = form.values[valueKey(form.mode, name)]
    if (value !== undefined && value !== '') input[name] = value
  }
  for (const [field, role] of pictureFields(form)) {
    const picture = form.pictures[role]
    if (picture !== undefined && fields.has(field)) input[field] = picture.id
  }
  if (fields.has('seed') && !form.seedLocked) delete input['seed']
  if (form.mode === '3d') input['3d'] = true
  if (input['start'] !== undefined) Object.assign(input, sizeFromStart(form, input, fields.has('fit')))
  // A second pass is refused inside a mask.
  if (input['mask'] !== undefined || (input['hires'] ?? 1) === 1) {
    for (const name of Object.keys(input)) if (name.startsWith('hires') || name === 'upscaler') delete input[name]
  }
  if (input['controlImage'] !== undefined && input['controlModel'] === undefined) delete input['controlImage']
  for (const [name, other] of Object.entries(companions)) {
    if (input[other] === undefined && !(name === 'strength' && id !== 'image.generate' && id !== 'generate')) {
      delete input[name]
    }
  }
  return { node: id, input: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) }
}

/**
 * The size of a job that begins from a picture: the picture's own, cut to multiples of 8 where it has others; the form's where
 * the picture is to be fitted, or where only the part around the mask is painted, at a size of its own.
 */
function sizeFromStart(
  { pictures: { start } }: CreateForm,
  input: Readonly<Record<string, unknown>>,
  canFit: boolean,
): Readonly<Record<string, unknown>> {
  if (start === undefined || input['fit'] !== undefined) return {}
  if (input['mask'] !== undefined && input['area'] === 'mask') return {}
  const whole = roundDown(start)
  const isWhole = start.width === 0 || (whole.width === start.width && whole.height === start.height)
  if (isWhole || !canFit) return { width: undefined, height: undefined }
  return { ...whole, fit: 'crop' }
}

/** Which field of the node takes which picture of the form. */
function pictureFields({ mode, use }: CreateForm): readonly (readonly [field: string, role: PictureRole])[] {
  if (mode === 'texture') return [['image', 'surface']]
  // A mesh is made from words: what is begun from has no shape that is known.
  if (mode === '3d') return []
  if (use === 'outpaint')
    return [
      ['image', 'start'],
      ['controlImage', 'controlImage'],
    ]
  return [
    ['start', 'start'],
    ['controlImage', 'controlImage'],
    ...(use === 'inpaint' ? ([['mask', 'mask']] as const) : []),
  ]
}

/** Why the form cannot be sent yet, as a person would say it; undefined when it can. */
export function whatIsMissing(form: CreateForm): string | undefined {
  const node = nodeOfForm(form)
  const prompt = form.values['prompt']
  const hasPrompt = typeof prompt === 'string' && prompt.trim() !== ''
  if (node !== 'texture.pbr' && !hasPrompt) return 'Write what to make'
  if (form.mode === 'image' && form.pictures.start !== undefined) {
    if (form.use === 'inpaint' && form.pictures.mask === undefined) return 'Paint what is to be made anew'
    const sides = ['left', 'right', 'top', 'bottom'].map((side) => Number(form.values[side] ?? 0))
    if (form.use === 'outpaint' && sides.every((pixels) => pixels === 0)) return 'Say which sides to extend'
  }
  if (form.mode === 'image' && form.pictures.controlImage !== undefined && form.values['controlModel'] === undefined)
    return 'Choose the ControlNet'
  return undefined
}
