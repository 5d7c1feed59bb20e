import type { Asset, Recipe } from '../../base/asset.ts'
import type { Context, Node } from '../../base/node.ts'
import { assetIdOf, embedRecord, makeRecord, sha256 } from '../storage/record.ts'
import { loadNode } from './discovery.ts'
import type { JobScope } from './job-scope.ts'
import { createMemo } from './memo.ts'
import { explainInput } from './parse-input.ts'

/** An asset that only exists while a recipe is run again. */
interface Trial {
  readonly asset: Asset
  readonly bytes: Uint8Array
}

/**
 * Runs a recipe with nothing kept and nothing cached: what its own node puts comes back, in order, as the bytes that
 * would have been written. Nodes it runs inside are run the same way.
 */
export async function rerunRecipe(
  scope: JobScope,
  recipe: Recipe,
  replace: ReadonlyMap<string, Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const trials = new Map<string, Trial>()
  const find = (id: string): Trial => {
    const trial = trials.get(id)
    if (trial !== undefined) return trial
    const asset = scope.assets.get(id)
    return { asset, bytes: replace.get(id) ?? scope.assets.read(asset) }
  }
  const hashOf = (id: string) => {
    const other = trials.get(id)?.bytes ?? replace.get(id)
    return other === undefined ? undefined : sha256(other)
  }

  async function runTrial(node: Node, rawInput: unknown): Promise<{ output: unknown; put: Uint8Array[] }> {
    const input = explainInput(node, rawInput)
    const put: Uint8Array[] = []
    const context: Context = {
      jobId: scope.jobId,
      projectId: scope.project.id,
      signal: scope.signal,
      pool: scope.pool,
      config: scope.config,
      // A replay computes everything anew.
      memo: createMemo(),
      progress: () => {},
      node: loadNode,
      model: (task, id) => scope.models.load(task, id),
      rerun: (inner, innerReplace) => rerunRecipe(scope, inner, innerReplace),
      run: async (inner, innerInput) => (await runTrial(inner as unknown as Node, innerInput)).output as never,
      readAsset: async (id) => find(id),
      async ancestors(id) {
        if (!trials.has(id)) return scope.assets.ancestors(id)
        const found = new Map<string, Asset>()
        for (const parent of find(id).asset.parents) {
          found.set(parent, find(parent).asset)
          for (const further of await context.ancestors(parent)) found.set(further.id, further)
        }
        return [...found.values()]
      },
      async putAsset(draft, bytes) {
        scope.signal.throwIfAborted()
        const parents = draft.parents ?? []
        const own: Recipe = { node: node.id, nodeVersion: node.version, input, output: put.length }
        const record = makeRecord({
          ...draft,
          recipe: scope.assets.portable(own, hashOf),
          parentHashes: parents.map((id) => hashOf(id) ?? scope.assets.get(id).sha256),
          facts: draft.facts ?? {},
        })
        const whole = await embedRecord(draft.mediaType, bytes, record)
        put.push(whole)
        const hash = sha256(whole)
        const asset: Asset = {
          ...draft,
          id: assetIdOf('trial', draft.name, hash),
          projectId: scope.project.id,
          version: 1,
          path: '',
          sha256: hash,
          sizeBytes: whole.length,
          createdAt: '',
          parents,
          jobId: scope.jobId,
          recipe: own,
          facts: draft.facts ?? {},
          tags: [],
          session: scope.session,
        }
        trials.set(asset.id, { asset, bytes: whole })
        return asset
      },
    }
    return { output: await node.run(input, context), put }
  }

  return (await runTrial(await loadNode(recipe.node), recipe.input)).put
}
