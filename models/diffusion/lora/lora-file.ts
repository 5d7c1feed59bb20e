import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { type LoraPart, type LoraRole, parseLoraKey } from './lora-key.ts'

/** One changed module: its dotted name as the file means it, and the file's tensors by what they are to it. */
export interface LoraModule {
  readonly path: string
  readonly tensors: ReadonlyMap<LoraRole, string>
}

/** An opened LoRA: what it changes, sorted. Nothing of its numbers is read yet. */
export interface LoraFile {
  /** For messages. */
  readonly name: string
  readonly weights: WeightSource
  readonly parts: Readonly<Record<LoraPart, readonly LoraModule[]>>
  /** The kind of model it is for, where its names say that it has no U-Net. */
  readonly otherModel?: string
  /** Tensors whose names say nothing. */
  readonly unknown: readonly string[]
  readonly adapter: AdapterConfig
}

/** What PEFT keeps beside the weights: alpha, by part, where the file has no tensor for it. */
export type AdapterConfig = z.output<typeof adapterSchema>

const adapterSchema = z.record(z.string(), z.unknown()).transform((raw) => {
  const of = (part: LoraPart) => partSchema.parse(pick(raw, part))
  return { unet: of('unet'), text_encoder: of('text_encoder'), text_encoder_2: of('text_encoder_2') }
})
const partSchema = z.object({
  lora_alpha: z.number().optional(),
  /** Other values for modules whose names end so. */
  alpha_pattern: z.record(z.string(), z.number()).default({}),
  /** α/√r in place of α/r (Kalajdzievski 2023, arXiv:2312.03732). */
  use_rslora: z.boolean().default(false),
})

/** diffusers writes `unet.lora_alpha`, an adapter_config.json of PEFT plain `lora_alpha`. */
function pick(raw: Readonly<Record<string, unknown>>, part: LoraPart): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => {
      if (key.startsWith(`${part}.`)) return [[key.slice(part.length + 1), value]]
      return key.includes('.') ? [] : [[key, value]]
    }),
  )
}

/**
 * Sorts the tensors of a LoRA. `metadata` is the file's: diffusers keeps the adapter's configuration there under
 * `lora_adapter_metadata`; `config` is that of an adapter_config.json beside it. Errors: `bad-input` for a method that is not
 * computed here, by its name, and for a file without any LoRA in it.
 */
export function readLora(
  name: string,
  weights: WeightSource,
  { metadata = {}, config }: { metadata?: Readonly<Record<string, string>>; config?: unknown } = {},
): LoraFile {
  const modules = { unet: new Map(), text_encoder: new Map(), text_encoder_2: new Map() } as Record<
    LoraPart,
    Map<string, Map<LoraRole, string>>
  >
  const unknown: string[] = []
  let otherModel: string | undefined
  for (const key of weights.names()) {
    const parsed = parseLoraKey(key)
    if (parsed.kind === 'other-method') {
      throw new WorkspaceError('bad-input', `"${name}" is trained with ${parsed.method}, which is not supported.`, {
        hint: 'LoRA, LoCon, LoHa, LoKr and whole differences are.',
      })
    }
    if (parsed.kind === 'other-model') otherModel ??= parsed.model
    else if (parsed.kind === 'unknown') unknown.push(key)
    else {
      const part = modules[parsed.part]
      const module = part.get(parsed.path) ?? new Map<LoraRole, string>()
      part.set(parsed.path, module.set(parsed.role, key))
    }
  }
  const list = (part: LoraPart) => [...modules[part]].map(([path, tensors]) => ({ path, tensors }))
  const parts = { unet: list('unet'), text_encoder: list('text_encoder'), text_encoder_2: list('text_encoder_2') }
  if (otherModel === undefined && Object.values(parts).every((part) => part.length === 0)) {
    throw new WorkspaceError(
      'bad-input',
      `"${name}" is no LoRA: none of its ${unknown.length} tensors is named as one.`,
    )
  }
  const adapter = adapterSchema.parse(config ?? JSON.parse(metadata['lora_adapter_metadata'] ?? '{}'))
  return { name, weights, parts, unknown, adapter, ...(otherModel === undefined ? {} : { otherModel }) }
}
