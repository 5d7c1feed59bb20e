import type { LoadContext, MemoryPart, Weights } from '../../../base/model.ts'
import { titleOn } from '../../../base/provider.ts'
import type { Session } from '../../graph/session.ts'
import { below, type WeightSource } from '../../graph/weights.ts'
import { openField, openNetwork } from '../open-network.ts'
import { type InstantField, openInstantField } from './instant-field.ts'
import type { InstantMeshConfig } from './instantmesh-config.ts'
import { instantMeshPlanes } from './planes-graph.ts'
import { zero123Views } from './zero123-cameras.ts'

/** A model's two networks as the memory budget takes them. */
export interface InstantMeshParts {
  /** From the views to the triplane. */
  readonly planes: MemoryPart<Session>
  /** What is where in a triplane, for a grid of so many cells along each side. */
  field(n: number): MemoryPart<{ readonly field: InstantField } & AsyncDisposable>
}

export function instantMeshParts(
  { path, sha256, title }: Weights,
  { config, weightBytes }: { readonly config: InstantMeshConfig; readonly weightBytes: number },
  { threads, provider: { provider } }: Pick<LoadContext, 'threads' | 'provider'>,
): InstantMeshParts {
  const key = `instantmesh:${sha256}:${JSON.stringify(config)}/${provider}`
  const opening = { path, threads, provider, what: `the mesh model ${title}`, names: generatorNames }
  const { view_size: side } = config
  return {
    planes: {
      key: `${key}/planes`,
      title: titleOn(title, provider),
      // Beside the weights: the scores of sixteen heads of three thousand tokens over themselves and those of six views.
      bytes: weightBytes + 1.4e9,
      load: () => openNetwork(opening, (g) => instantMeshPlanes(g, config, { views: zero123Views.length, side })),
    },
    field: (n) => ({
      key: `${key}/field`,
      title: titleOn(`decoder of ${title}`, provider),
      // Places, distances and moves of the grid's corners, and the features of a batch.
      bytes: 4 * 10 * (n + 1) ** 3 + 0.3e9,
      load: () => openField(opening, openInstantField),
    }),
  }
}

/** A trainer's checkpoint holds the generator beside the networks of its loss. */
export function generatorNames(source: WeightSource): WeightSource {
  const prefix = 'lrm_generator.'
  return source.info(`${prefix}transformer.pos_embed`) === undefined ? source : below(source, prefix)
}
