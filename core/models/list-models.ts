import type { ModelStore } from '../pipeline/model-store.ts'
import type { ModelCard } from './model-card.ts'
import type { ModelLibrary } from './model-library.ts'

/** A model that is here, as listings show it. */
export interface ListedModel extends ModelCard {
  readonly builtIn: boolean
  /** Taken for its task where none is named. */
  readonly isDefault: boolean
}

/** The built-in engine and every installed model; parts of other models only when asked for. */
export async function listModels(
  models: ModelStore,
  library: ModelLibrary,
  { parts = false }: { parts?: boolean } = {},
): Promise<ListedModel[]> {
  const runnable = await models.list()
  const defaults = new Set(runnable.filter((model) => model.isDefault).map((model) => model.id))
  const builtIn = runnable
    .filter((model) => model.builtIn)
    .map(
      ({ id, summary, isDefault }): ListedModel => ({
        id,
        title: 'Built-in engine',
        kind: 'checkpoint',
        family: undefined,
        licence: 'Apache-2.0',
        commercialUse: 'yes',
        gated: 'no',
        verified: true,
        sizeBytes: 0,
        sizeIsExact: true,
        memory: undefined,
        runsToday: true,
        settings: {},
        notes: summary,
        builtIn: true,
        isDefault,
      }),
    )
  const installed = (await library.installed({ parts })).map((card) => ({
    ...card,
    builtIn: false,
    isDefault: defaults.has(card.id) && card.installed?.isDefault === true,
  }))
  return [...builtIn, ...installed]
}
