import type { JsonSchema, NodeInfo } from '../../../api/wire.ts'
import type { ModelChoice } from './model-choice.ts'

/** A field of the node that the form may show: what its schema says of it. */
export interface FieldSpec {
  readonly name: string
  readonly type: 'integer' | 'number' | 'boolean' | 'choice' | 'text'
  readonly hint?: string
  /** Absent: the model decides. */
  readonly default?: unknown
  readonly min?: number
  readonly max?: number
  readonly options?: readonly string[]
}

type Ability = NonNullable<ModelChoice['abilities']>[number]

/** What a model must be able to do for a field to mean anything. The second pass begins from the first one's picture. */
const needs: Readonly<Record<string, Ability>> = {
  start: 'start',
  strength: 'start',
  mask: 'mask',
  maskBlur: 'mask',
  fill: 'mask',
  area: 'mask',
  areaPadding: 'mask',
  fit: 'start',
  controlImage: 'control',
  controlModel: 'control',
  controlWeight: 'control',
  controlFrom: 'control',
  controlTo: 'control',
  controlFit: 'control',
  controls: 'control',
  seamless: 'seamless',
  variationSeed: 'variation',
  variationStrength: 'variation',
  steps: 'sampling',
  sampler: 'sampling',
  schedule: 'sampling',
  guidance: 'sampling',
  clipSkip: 'sampling',
  eta: 'sampling',
  noise: 'sampling',
  vae: 'sampling',
  precision: 'sampling',
  hires: 'start',
  hiresStrength: 'start',
  hiresSteps: 'start',
  hiresPrompt: 'start',
  hiresNegativePrompt: 'start',
  hiresSampler: 'start',
  hiresSchedule: 'start',
  upscaler: 'start',
}

/** Whether the model can do what the field asks for. Of a model that says nothing of itself everything is offered. */
export function modelTakes(model: Pick<ModelChoice, 'abilities' | 'builtIn'> | undefined, field: string): boolean {
  const ability = needs[field]
  if (ability === undefined) return true
  if (model?.abilities === undefined) return model?.builtIn !== true
  return model.abilities.includes(ability)
}

/** The fields that both the node and the model have, by name. A material needs no image model. */
export function fieldsOf(node: NodeInfo, model: ModelChoice | undefined): ReadonlyMap<string, FieldSpec> {
  const picks = node.input.properties?.['model'] !== undefined
  const specs = Object.entries(node.input.properties ?? {})
    .filter(([name]) => !picks || modelTakes(model, name))
    .map(([name, schema]) => [name, specOf(name, schema)] as const)
  return new Map(specs)
}

function specOf(name: string, schema: JsonSchema): FieldSpec {
  const { type, minimum, exclusiveMinimum, maximum, description } = schema
  const min = minimum ?? exclusiveMinimum
  return {
    name,
    type:
      schema.enum !== undefined
        ? 'choice'
        : type === 'integer' || type === 'number' || type === 'boolean'
          ? type
          : 'text',
    ...(description === undefined ? {} : { hint: description }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(min === undefined ? {} : { min }),
    ...(maximum === undefined ? {} : { max: maximum }),
    ...(schema.enum === undefined ? {} : { options: schema.enum.map(String) }),
  }
}
