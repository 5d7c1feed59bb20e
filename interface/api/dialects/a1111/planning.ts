import { HTTPException } from 'hono/http-exception'
import type { ImageModelFacts } from '../../../../base/model.ts'
import type { ApiContext } from '../../context.ts'
import { type Checkpoint, listCheckpoints } from '../named-models.ts'
import type { Generation } from './generation-schema.ts'
import { type GenerationOptions, type Options, overridden } from './options.ts'
import { requireCheckpoint } from './require-checkpoint.ts'

/** What a request is read with: the model that it means, what that can do, and a list for what cannot be honoured. */
export interface Planning {
  readonly context: ApiContext
  readonly options: GenerationOptions
  readonly checkpoint: Checkpoint
  readonly facts: ImageModelFacts | undefined
  /** Sentences for the answer: what was asked for and left out, or done in another way. */
  readonly warnings: string[]
}

/** Fields of a node's input. */
export type Fields = Readonly<Record<string, unknown>>

/** Begins reading a request; a checkpoint that it sets for good is set. */
export async function beginPlanning(context: ApiContext, request: Generation, options: Options): Promise<Planning> {
  const { workspace } = context
  const { override_settings: settings, override_settings_restore_afterwards: restore } = request
  const own = overridden(options.generation, settings)
  const warnings = own.unknown.map((name) => `override_settings.${name} means nothing here and was left out.`)
  const checkpoint =
    own.checkpoint === undefined
      ? (await listCheckpoints(workspace)).find(({ isDefault }) => isDefault)
      : await requireCheckpoint(workspace, own.checkpoint)
  if (checkpoint === undefined)
    throw new HTTPException(404, { message: 'The chosen checkpoint is gone; choose another one.' })
  if (!restore) {
    const lasting = Object.fromEntries(Object.entries(settings).filter(([name]) => !own.unknown.includes(name)))
    await options.change(lasting)
  }
  // A model that cannot be read says what is wrong when it is run.
  const facts = await workspace.models.describe(checkpoint.id).catch(() => undefined)
  return { context, options: own.options, checkpoint, facts, warnings }
}

export function refuse(message: string): never {
  throw new HTTPException(422, { message })
}

/** Whether the model takes steps, a sampler, guidance; of one that cannot be read it is taken to do so. */
export function takesSampling({ facts }: Planning): boolean {
  return facts === undefined || facts.abilities.includes('sampling')
}
