import type { LoadContext, MemoryPart, Weights } from '../../../base/model.ts'
import { titleOn } from '../../../base/provider.ts'
import type { Session } from '../../graph/session.ts'
import { openField, openNetwork } from '../open-network.ts'
import { tripoSrScene } from './scene-graph.ts'
import { openTripoField, type TripoField } from './tripo-field.ts'
import type { TripoSrConfig } from './triposr-config.ts'

/** A model's two networks as the memory budget takes them. */
export interface TripoSrParts {
  /** From the picture to the triplane. */
  readonly scene: MemoryPart<Session>
  /** What is where in a triplane, for a grid of so many points along each side. */
  field(resolution: number): MemoryPart<{ readonly field: TripoField } & AsyncDisposable>
}

export function tripoSrParts(
  { path, sha256, title }: Weights,
  { config, weightBytes }: { readonly config: TripoSrConfig; readonly weightBytes: number },
  { threads, provider: { provider } }: Pick<LoadContext, 'threads' | 'provider'>,
): TripoSrParts {
  const key = `triposr:${sha256}:${JSON.stringify(config)}/${provider}`
  const opening = { path, threads, provider, what: `the mesh model ${title}` }
  return {
    scene: {
      key: `${key}/scene`,
      title: titleOn(title, provider),
      // Beside the weights: the scores of sixteen heads over three thousand tokens, and the wide layers between.
      bytes: weightBytes + 1.2e9,
      load: () => openNetwork(opening, (g) => tripoSrScene(g, config)),
    },
    field: (resolution) => ({
      key: `${key}/field`,
      title: titleOn(`decoder of ${title}`, provider),
      // Each plane's part of the first layer, the densities, and the values of a slab.
      bytes: 4 * (3 * 64 * resolution ** 2 + resolution ** 3) + 0.3e9,
      load: () => openField(opening, (source, options) => openTripoField(source, config, options)),
    }),
  }
}
