import type { ToolSpec } from '../../../../base/chat.ts'
import type { Settings } from './settings.ts'

/** A field of a tool's schema, as far as it is looked at here. */
interface Field {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
}

/** The fields a tool takes. */
export function fieldsOf(tool: ToolSpec | undefined): Readonly<Record<string, Field>> {
  return (tool?.parameters['properties'] ?? {}) as Record<string, Field>
}

/** The arguments that settings mean for one tool: only fields it has, only values it takes. */
export function toArguments(settings: Settings, tool: ToolSpec | undefined): Record<string, unknown> {
  const fields = fieldsOf(tool)
  const wished: Record<string, unknown> = {
    width: settings.width,
    height: settings.height,
    count: settings.count,
    seed: settings.seed === 'new' ? -1 : settings.seed === 'same' ? undefined : settings.seed,
    model: settings.model,
    sampler: settings.sampler,
    schedule: settings.schedule,
    steps: settings.steps,
    guidance: settings.guidance,
    clipSkip: settings.clipSkip,
    strength: settings.strength,
    tile: settings.tile,
    hires: settings.hires,
    triangles: settings.triangles,
    textureSize: settings.textureSize,
    negativePrompt: settings.negative?.join(', '),
    maps: settings.maps,
    normalConvention: settings.convention,
    convention: settings.convention,
    name: settings.name,
    preview: settings.preview,
    seamless:
      settings.seamless === undefined ? undefined : fields['seamless']?.type === 'boolean' ? true : settings.seamless,
  }
  return Object.fromEntries(
    Object.entries(wished).filter(([key, value]) => value !== undefined && Object.hasOwn(fields, key)),
  )
}

/** A sentence on the first number that the tool would refuse; undefined when all fit. */
export function outOfRange(values: Readonly<Record<string, unknown>>, tool: ToolSpec | undefined): string | undefined {
  const fields = fieldsOf(tool)
  for (const [key, value] of Object.entries(values)) {
    const { minimum, maximum } = fields[key] ?? {}
    if (typeof value !== 'number') continue
    const name = key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    if (maximum !== undefined && value > maximum) return `${value} is more than ${maximum}, the most for the ${name}.`
    if (minimum !== undefined && value < minimum) return `${value} is less than ${minimum}, the least for the ${name}.`
  }
  return undefined
}
