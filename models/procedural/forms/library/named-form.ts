import { z } from 'zod'
import type { Random } from '../../random.ts'
import { childrenOf } from '../form-nodes.ts'
import type { FormMaterial, FormNode, FormProgram } from '../form-program.ts'
import { wearDown } from './wear-down.ts'

/** A part of a form that has a material of its own. The first slot of a form is its primary one. */
export interface FormSlot {
  /** What the prompt may call this part. */
  readonly words: readonly string[]
  /** What it is made of when the prompt does not say. */
  readonly material: FormMaterial
  /**
   * Which material of a prompt replaces it: the primary one, the secondary one, the secondary and failing that the
   * primary one (match), or only one that names this part (fixed).
   */
  readonly role: 'primary' | 'secondary' | 'match' | 'fixed'
}

/** What every named form can be asked for besides its own parameters. */
export const commonParameters = z.object({
  heightFactor: z.number().min(0.4).max(2.5).default(1).describe('Stretches the form upwards.'),
  widthFactor: z.number().min(0.4).max(2.5).default(1).describe('Stretches the form sideways.'),
  sizeFactor: z.number().min(0.1).max(10).default(1).describe('Makes the whole form larger or smaller.'),
  wear: z.number().min(0).max(1).default(0).describe('Erosion: 0 = new, 1 = ancient.'),
  cracks: z.number().min(0).max(1).default(0).describe('Cracks through the surface.'),
  panels: z.number().min(0).max(1).default(0).describe('Grooves between panels, as on a machine of the future.'),
})

export type CommonParameters = z.output<typeof commonParameters>

/** A form with a name: how to build it, from a seed and parameters, as a form program. */
export interface NamedForm {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly synonyms: readonly string[]
  /** Words that name this form in a certain way: 'angel' is a statue with figure 'angel'. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly slots: Readonly<Record<string, FormSlot>>
  readonly parameters: z.ZodObject
  /** The view that shows it best, in degrees: around it from the front, and up. */
  readonly view: { readonly azimuth: number; readonly elevation: number }
  /** The same random stream and parameters give the same program; another seed gives a visibly different one. */
  build(random: Random, parameters?: Readonly<Record<string, unknown>>): FormProgram
}

/** What the shape of a form is built from. */
export interface FormDesign<Slots extends Readonly<Record<string, FormSlot>>, Parameters extends z.ZodRawShape> {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly synonyms?: readonly string[]
  readonly variants?: NamedForm['variants']
  readonly slots: Slots
  /** Every parameter is optional: what is not given, the seed decides. */
  readonly parameters: Parameters
  readonly view?: Partial<NamedForm['view']>
  /** Size of wear in metres at full wear; about a hundredth of the form. 0 = the form wears by itself. */
  readonly chip: number
  /** Stands on y = 0, centred, its front to +z, in metres. Names materials by slot. */
  shape(random: Random, parameters: z.output<z.ZodObject<Parameters>> & CommonParameters): FormNode
}

export function defineForm<Slots extends Readonly<Record<string, FormSlot>>, Parameters extends z.ZodRawShape>(
  design: FormDesign<Slots, Parameters>,
): NamedForm {
  const parameters = z.strictObject({ ...commonParameters.shape, ...design.parameters })
  return {
    id: design.id,
    title: design.title,
    summary: design.summary,
    synonyms: design.synonyms ?? [],
    variants: design.variants ?? {},
    slots: design.slots,
    view: { azimuth: 28, elevation: 14, ...design.view },
    parameters,
    build(random, given = {}) {
      const values = parameters.parse(given) as z.output<z.ZodObject<Parameters>> & CommonParameters
      const { widthFactor, heightFactor, sizeFactor, wear, cracks, panels } = values
      const shape = design.shape(random.fork('shape'), values)
      const worn = wearDown(shape, { random: random.fork('wear'), chip: design.chip, wear, cracks, panels })
      const used = new Set(materialsOf(shape))
      const scaled = widthFactor !== 1 || heightFactor !== 1 || sizeFactor !== 1
      const across = widthFactor * sizeFactor
      return {
        version: 1,
        name: design.id,
        materials: Object.fromEntries(
          Object.entries(design.slots).flatMap(([name, { material }]) => (used.has(name) ? [[name, material]] : [])),
        ),
        root: scaled ? { type: 'union', children: [worn], scale: [across, heightFactor * sizeFactor, across] } : worn,
      }
    },
  }
}

/** The materials that a shape names. */
function* materialsOf(node: FormNode): Generator<string> {
  if (node.material !== undefined) yield node.material
  if (node.type === 'paint') yield node.with
  for (const child of childrenOf(node)) yield* materialsOf(child)
}
