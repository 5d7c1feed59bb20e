import { createHash } from 'node:crypto'
import type { Asset } from '../../base/asset.ts'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Config } from '../../base/config.ts'
import type { Node } from '../../base/node.ts'
import type { AssetStore } from '../storage/asset-store.ts'
import type { Database } from '../storage/database.ts'
import { mapAssetIds } from './asset-fields.ts'
import type { ModelStore } from './model-store.ts'

export interface CachedOutput {
  readonly output: unknown
  readonly assets: readonly Asset[]
}

/** Node outputs by what went in: node id and version, the input with assets by content, and the models' hashes. */
export class NodeCache {
  readonly #database: Database
  readonly #assets: AssetStore
  readonly #models: ModelStore

  readonly #config: Config

  constructor(database: Database, assets: AssetStore, models: ModelStore, config: Config) {
    this.#config = config
    this.#database = database
    this.#assets = assets
    this.#models = models
  }

  /** The key of a call, or undefined for what is never cached. `input` is parsed already. */
  async key(node: Node, input: unknown, projectId: string): Promise<string | undefined> {
    if (node.uncached === true) return undefined
    // The name counts too: outputs are named after the asset they come from.
    const byContent = mapAssetIds(node.input, input, (id) => {
      const asset = this.#assets.get(id)
      return `${asset.sha256} ${asset.name}`
    })
    const models: string[] = []
    for (const reference of node.models?.(input) ?? []) {
      const fingerprint = await this.#models.fingerprintOf(reference)
      // A server's results have no name that would hold: another model, another version, other settings of its own. What
      // else the call names (LoRAs, a ControlNet) is the server's too, and not looked for here.
      if (fingerprint === undefined) return undefined
      models.push(fingerprint)
    }
    const environment = await node.environment?.(input, this.#config)
    const text = canonicalJson({
      node: node.id,
      version: node.version,
      input: byContent,
      projectId,
      models,
      environment,
    })
    return createHash('sha256').update(text).digest('hex')
  }

  /** What a call with this input, parsed already, gave before. */
  async find(node: Node, input: unknown, projectId: string): Promise<CachedOutput | undefined> {
    const key = await this.key(node, input, projectId)
    return key === undefined ? undefined : this.get(key)
  }

  /** What was kept under the key, if all its files are still there unchanged. */
  get(key: string): CachedOutput | undefined {
    const row = this.#database.get('SELECT output, assets FROM cache WHERE key = ?', key)
    if (row === undefined) return undefined
    const assets = this.#assets.getMany(JSON.parse(String(row['assets'])) as string[])
    if (assets === undefined || !assets.every((asset) => this.#assets.isIntact(asset))) return undefined
    return { output: JSON.parse(String(row['output'])), assets }
  }

  put(key: string, node: Node, output: unknown, assets: readonly string[]): void {
    this.#database.run(
      'INSERT OR REPLACE INTO cache (key, node, output, assets, created_at) VALUES (?, ?, ?, ?, ?)',
      key,
      node.id,
      JSON.stringify(output),
      JSON.stringify(assets),
      new Date().toISOString(),
    )
  }
}
