import type { Provider } from '../../base/provider.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { Graph } from '../graph/graph.ts'
import { explainedSession, explainRuntimeErrors } from '../graph/runtime-error.ts'
import { openSession, type Session } from '../graph/session.ts'
import type { WeightSource } from '../graph/weights.ts'

interface Opening {
  readonly path: string
  /** For people: 'the mesh model x'. */
  readonly what: string
  readonly threads: number
  readonly provider: Provider
  /** The part of the file that the network is. */
  readonly names?: (source: WeightSource) => WeightSource
}

/** A network of a file as a session; the file stays open as long. */
export async function openNetwork(
  { path, what, threads, provider, names = (source) => source }: Opening,
  build: (g: Graph) => void,
): Promise<Session> {
  await using stack = new AsyncDisposableStack()
  const checkpoint = stack.use(await openCheckpoint(path))
  const graph = new Graph(what, names(checkpointWeights(checkpoint)))
  build(graph)
  const open = () => openSession(graph, { threads, provider })
  const session = stack.use(explainedSession(what, await explainRuntimeErrors(what, open, provider), provider))
  const opened = stack.move()
  return { run: session.run, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** Several small sessions over a file, as `open` gives them; the file stays open as long. */
export async function openField<T extends AsyncDisposable>(
  { path, what, threads, provider, names = (source) => source }: Opening,
  open: (source: WeightSource, options: { threads: number; provider: Provider }) => Promise<T>,
): Promise<{ readonly field: T } & AsyncDisposable> {
  await using stack = new AsyncDisposableStack()
  const checkpoint = stack.use(await openCheckpoint(path))
  const source = names(checkpointWeights(checkpoint))
  const field = stack.use(await explainRuntimeErrors(what, () => open(source, { threads, provider }), provider))
  const opened = stack.move()
  return { field, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}
