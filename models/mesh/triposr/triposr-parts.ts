import type { LoadContext, MemoryPart, Weights } from '../../../base/model.ts'
import { titleOn } from '../../../base/provider.ts'
import { openCheckpoint } from '../../formats/open-checkpoint.ts'
import { checkpointWeights } from '../../graph/checkpoint-weights.ts'
import { Graph } from '../../graph/graph.ts'
import { explainedSession, explainRuntimeErrors } from '../../graph/runtime-error.ts'
import { openSession, type Session } from '../../graph/session.ts'
import { tripoSrScene } from './scene-graph.ts'
import { openTripoField, type TripoField } from './tripo-field.ts'
import type { TripoSrConfig } from './triposr-config.ts'

/** A model's two networks as the memory budget takes them. */
export interface TripoSrParts {
  /** From the picture to the triplane. */
  readonly scene: MemoryPart<Session>
  /** What is where in a triplane, for a grid of so many points along each side. */
  field(resolution: number): MemoryPart<TripoField>
}

export function tripoSrParts(
  { path, sha256, title }: Weights,
  { config, weightBytes }: { readonly config: TripoSrConfig; readonly weightBytes: number },
  { threads, provider: { provider } }: Pick<LoadContext, 'threads' | 'provider'>,
): TripoSrParts {
  const key = `triposr:${sha256}:${JSON.stringify(config)}/${provider}`
  const options = { threads, provider }
  const what = `the mesh model ${title}`
  return {
    scene: {
      key: `${key}/scene`,
      title: titleOn(title, provider),
      // Beside the weights: the scores of sixteen heads over three thousand tokens, and the wide layers between.
      bytes: weightBytes + 1.2e9,
      async load() {
        await using stack = new AsyncDisposableStack()
        const checkpoint = stack.use(await openCheckpoint(path))
        const graph = new Graph('triposr', checkpointWeights(checkpoint))
        tripoSrScene(graph, config)
        const open = () => openSession(graph, options)
        const session = stack.use(explainedSession(what, await explainRuntimeErrors(what, open, provider), provider))
        const opened = stack.move()
        return { run: session.run, [Symbol.asyncDispose]: () => opened.disposeAsync() }
      },
    },
    field: (resolution) => ({
      key: `${key}/field`,
      title: titleOn(`decoder of ${title}`, provider),
      // Each plane's part of the first layer, the densities, and the values of a slab.
      bytes: 4 * (3 * 64 * resolution ** 2 + resolution ** 3) + 0.3e9,
      async load() {
        await using stack = new AsyncDisposableStack()
        const checkpoint = stack.use(await openCheckpoint(path))
        const open = () => openTripoField(checkpointWeights(checkpoint), config, options)
        const field = stack.use(await explainRuntimeErrors(what, open, provider))
        const opened = stack.move()
        return {
          grid: (...given) => explainRuntimeErrors(what, () => field.grid(...given), provider),
          at: (...given) => explainRuntimeErrors(what, () => field.at(...given), provider),
          [Symbol.asyncDispose]: () => opened.disposeAsync(),
        }
      },
    }),
  }
}
