import type { z } from 'zod'
import type { Recipe } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Context, Node } from '../../base/node.ts'
import { loadNode } from './discovery.ts'
import type { JobScope } from './job-scope.ts'
import { explainInput } from './parse-input.ts'
import { rerunRecipe } from './rerun-recipe.ts'

/** Which part of the whole job a node's own progress covers, and how deep it lies. */
interface Place {
  readonly from: number
  readonly to: number
  readonly depth: number
  /** Collects the ids of everything put below, for the cache rows of the nodes above. */
  readonly put: (assetId: string) => void
  /** Told by a step whose output is not kept: that of the nodes above is not kept either. */
  readonly spoil: () => void
}

/** Runs a job's own node. */
export async function runJobNode(scope: JobScope, node: Node, input: unknown): Promise<unknown> {
  const place: Place = {
    from: 0,
    to: 1,
    depth: 0,
    put: (id) => scope.jobs.addAsset(scope.jobId, id),
    spoil: () => undefined,
  }
  return (await runNode(scope, node, input, place)).output
}

async function runNode(
  scope: JobScope,
  node: Node,
  rawInput: unknown,
  place: Place,
  prepared?: AsyncDisposable,
): Promise<{ output: unknown; fromCache: boolean }> {
  scope.signal.throwIfAborted()
  const { jobId, emit } = scope
  const startedAt = performance.now()
  const input = explainInput(node, rawInput)
  emit({ type: 'step-start', jobId, step: node.id, depth: place.depth })
  const end = (fromCache: boolean) =>
    emit({
      type: 'step-end',
      jobId,
      step: node.id,
      depth: place.depth,
      fromCache,
      durationMs: performance.now() - startedAt,
    })

  const key = await scope.cache.key(node, input, scope.project.id)
  const cached = key === undefined || !scope.useCache ? undefined : scope.cache.get(key)
  if (cached !== undefined) {
    for (const asset of cached.assets) place.put(asset.id)
    end(true)
    return { output: cached.output, fromCache: true }
  }

  const put: string[] = []
  let isKept = true
  const inner: Place = {
    ...place,
    put: (id) => {
      put.push(id)
      place.put(id)
    },
    spoil: () => {
      isKept = false
      place.spoil()
    },
  }
  const context: Context = { ...makeContext(scope, node, input, inner), prepared }
  const result = await node.run(input, context)
  scope.signal.throwIfAborted()
  const output = node.output.safeParse(result)
  if (!output.success) {
    throw new WorkspaceError('internal', `The node "${node.id}" gave an output that does not fit its own schema.`, {
      cause: output.error,
    })
  }
  if (node.isKept?.(output.data) === false) inner.spoil()
  if (key !== undefined && isKept) scope.cache.put(key, node, output.data, [...new Set(put)])
  scope.jobs.stepFinished(jobId)
  end(false)
  return { output: output.data, fromCache: false }
}

function makeContext(scope: JobScope, node: Node, input: unknown, place: Place): Context {
  const { jobId, project, session, signal, assets, emit } = scope
  let output = 0
  let fraction = 0
  const overall = (own: number) => place.from + (place.to - place.from) * Math.min(1, Math.max(0, own))
  return {
    jobId,
    projectId: project.id,
    signal,
    pool: scope.pool,
    memo: scope.memo,
    config: scope.config,
    async putAsset(draft, bytes) {
      signal.throwIfAborted()
      const recipe: Recipe = { node: node.id, nodeVersion: node.version, input, output: output++ }
      const asset = await assets.put(draft, bytes, { project, jobId, session, recipe })
      place.put(asset.id)
      emit({ type: 'asset-added', jobId, assetId: asset.id })
      return asset
    },
    async readAsset(id) {
      const asset = assets.get(id)
      return { asset, bytes: assets.read(asset) }
    },
    async ancestors(id) {
      return assets.ancestors(id)
    },
    model: (task, id) => scope.models.load(task, id),
    progress(own, message, preview) {
      fraction = Math.max(fraction, own)
      emit({
        type: 'job-progress',
        jobId,
        fraction: overall(own),
        step: node.id,
        ...(message === undefined ? {} : { message }),
        ...(preview === undefined ? {} : { preview }),
      })
    },
    async run<I extends z.ZodType, O extends z.ZodType>(
      other: Node<I, O>,
      otherInput: z.input<I>,
      { until = fraction, prepared }: { until?: number; prepared?: AsyncDisposable | undefined } = {},
    ) {
      const inner: Place = { ...place, from: overall(fraction), to: overall(until), depth: place.depth + 1 }
      const { output: result } = await runNode(scope, other as unknown as Node, otherInput, inner, prepared)
      fraction = Math.max(fraction, until)
      emit({ type: 'job-progress', jobId, fraction: overall(fraction), step: node.id })
      return result as z.output<O>
    },
    node: loadNode,
    rerun: (recipe, replace) => rerunRecipe(scope, recipe, replace),
  }
}
