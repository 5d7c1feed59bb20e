import type { ResizeFilter } from '../../../../core/imaging/resize-filters.ts'
import type { Workspace } from '../../../../core/workspace.ts'
import { listModels, pickModel } from '../named-models.ts'

/** A way to enlarge, by the name it has in this API. */
export interface Upscaler {
  readonly name: string
  /** Without a model. */
  readonly filter?: ResizeFilter
  /** The workspace's name of its model. */
  readonly model?: string
  /** Enlarges the latent there; here nothing does. */
  readonly isLatent?: boolean
}

const filters: readonly Upscaler[] = [
  // "None" between two passes is Lanczos' filter in the reference too.
  { name: 'None', filter: 'lanczos' },
  { name: 'Lanczos', filter: 'lanczos' },
  { name: 'Nearest', filter: 'nearest' },
]

/** Every way to enlarge a picture, the filters first. */
export async function listUpscalers(workspace: Workspace): Promise<Upscaler[]> {
  const models = await listModels(workspace, 'upscaler')
  return [...filters, ...models.map(({ id }) => ({ name: id, model: id }))]
}

export async function findUpscaler(workspace: Workspace, name: string): Promise<Upscaler | undefined> {
  if (/^latent\b/i.test(name)) return { name, isLatent: true }
  const filter = filters.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (filter !== undefined) return filter
  const model = pickModel(name, await listModels(workspace, 'upscaler'))
  return model === undefined ? undefined : { name: model.id, model: model.id }
}
