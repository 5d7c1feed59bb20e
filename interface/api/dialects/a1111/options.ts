import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { ApiContext } from '../../context.ts'
import { whole } from '../lenient-fields.ts'
import { listCheckpoints, listModels, pickModel } from '../named-models.ts'
import { requireCheckpoint } from './require-checkpoint.ts'

/** The settings of this API that mean something here; the checkpoint is the workspace's own choice. */
export interface GenerationOptions {
  /** The autoencoder: 'Automatic' is the checkpoint's own. */
  readonly sd_vae: string
  readonly CLIP_stop_at_last_layers: number
  /** Whose random numbers a seed means. 'GPU' and 'NV' are an NVIDIA card's, on any machine. */
  readonly randn_source: 'GPU' | 'CPU' | 'NV'
}

const defaults: GenerationOptions = { sd_vae: 'Automatic', CLIP_stop_at_last_layers: 1, randn_source: 'GPU' }

const optionSchemas = {
  sd_vae: z.string(),
  CLIP_stop_at_last_layers: whole.pipe(z.number().min(1).max(12)),
  randn_source: z.enum(['GPU', 'CPU', 'NV']),
} satisfies Record<keyof GenerationOptions, z.ZodType>

const changeSchema = z
  .strictObject({ sd_model_checkpoint: z.string(), sd_checkpoint_hash: z.string(), ...optionSchemas })
  .partial()

/** What can be set, as it is set: for this server until it stops, the checkpoint for good. */
export class Options {
  readonly #context: ApiContext
  #set = defaults

  constructor(context: ApiContext) {
    this.#context = context
  }

  get generation(): GenerationOptions {
    return this.#set
  }

  async all(): Promise<Record<string, unknown>> {
    const current = (await listCheckpoints(this.#context.workspace)).find(({ isDefault }) => isDefault)
    return {
      sd_model_checkpoint: current?.title ?? '',
      sd_checkpoint_hash: current?.sha256 ?? '',
      ...this.#set,
      // What cannot be changed, for clients that ask.
      samples_format: 'png',
      samples_save: true,
      live_previews_enable: this.#context.workspace.config.generate.previewEvery > 0,
    }
  }

  /** Takes changes in, all or none. Errors: 422 for what does not fit or cannot be set here, 404 for an unknown checkpoint. */
  async change(body: Readonly<Record<string, unknown>>): Promise<void> {
    // A client may send back all that it was given: what is the same is no change.
    const known = await this.all()
    const changes = Object.fromEntries(Object.entries(body).filter(([name, value]) => known[name] !== value))
    const foreign = Object.keys(changes).filter((name) => !(name in changeSchema.shape))
    if (foreign.length > 0) {
      const settable = Object.keys(changeSchema.shape).join(', ')
      throw new HTTPException(422, { message: `Cannot be set here: ${foreign.join(', ')}. What can: ${settable}.` })
    }
    const { sd_model_checkpoint: checkpoint, sd_checkpoint_hash: _, ...options } = changeSchema.parse(changes)
    const { workspace, events } = this.#context
    const chosen = checkpoint === undefined ? undefined : await requireCheckpoint(workspace, checkpoint)
    if (options.sd_vae !== undefined) await requireVae(this.#context, options.sd_vae)
    this.#set = { ...this.#set, ...(options as Partial<GenerationOptions>) }
    if (chosen === undefined || chosen.isDefault) return
    await (await workspace.library()).use(chosen.id)
    workspace.settings.refresh()
    events.add({ type: 'models-changed' })
  }
}

/** The values that a request sets for itself alone, and the names of those that mean nothing here. */
export function overridden(
  options: GenerationOptions,
  settings: Readonly<Record<string, unknown>>,
): { readonly options: GenerationOptions; readonly checkpoint?: string; readonly unknown: readonly string[] } {
  const { sd_model_checkpoint: checkpoint, ...others } = settings
  const own = Object.entries(others).filter(([name, value]) => name in optionSchemas && value !== null)
  const parsed = z.object(optionSchemas).partial().parse(Object.fromEntries(own)) as Partial<GenerationOptions>
  const named = typeof checkpoint === 'string' && checkpoint !== '' ? { checkpoint } : {}
  const unknown = Object.keys(others).filter((name) => !(name in optionSchemas))
  return { options: { ...options, ...parsed }, ...named, unknown }
}

/** The id of an autoencoder; undefined for the checkpoint's own. */
export async function requireVae({ workspace }: ApiContext, name: string): Promise<string | undefined> {
  if (['', 'automatic', 'none'].includes(name.toLowerCase())) return undefined
  const vaes = await listModels(workspace, 'vae')
  const found = pickModel(name, vaes)
  if (found !== undefined) return found.id
  const there = ['Automatic', ...vaes.map(({ filename }) => filename)].join(', ')
  throw new HTTPException(404, { message: `VAE "${name}" not found. There are: ${there}.` })
}
