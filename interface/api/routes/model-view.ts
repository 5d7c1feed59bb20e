import type { ListedModel } from '../../../core/models/list-models.ts'
import type { ModelCard } from '../../../core/models/model-library.ts'
import type { ModelView } from '../schemas/model.ts'

/** A model as the API shows it. Numbers of memory are whole: they are estimates. */
export function viewModel(card: ModelCard & Partial<Pick<ListedModel, 'builtIn' | 'isDefault'>>): ModelView {
  const { family, licence, sizeBytes, memory, installed, builtIn = false, isDefault = false, ...rest } = card
  return {
    ...rest,
    settings: { ...rest.settings },
    builtIn,
    isDefault,
    ...(family !== undefined && { family }),
    ...(licence !== undefined && { licence }),
    ...(sizeBytes !== undefined && { sizeBytes: Math.round(sizeBytes) }),
    ...(memory !== undefined && {
      memory: {
        bytes: Math.round(memory.bytes),
        ...(memory.eightBitBytes !== undefined && { eightBitBytes: Math.round(memory.eightBitBytes) }),
      },
    }),
    ...(installed !== undefined && { installed: viewInstalled(installed) }),
  }
}

function viewInstalled(model: NonNullable<ModelCard['installed']>): NonNullable<ModelView['installed']> {
  const { version, storage, isDefault, source, addedAt, description, companions, missing, files } = model
  return {
    version,
    storage,
    isDefaultVersion: isDefault,
    source,
    addedAt,
    ...(description !== undefined && { description }),
    companions: [...companions],
    missing: [...missing],
    files: files.map((file) => ({ ...file })),
  }
}
