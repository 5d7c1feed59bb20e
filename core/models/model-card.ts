import type { ModelFamily } from '../../base/model.ts'
import { type Catalogue, type CatalogueEntry, type Precision, statedBytes } from '../../models/hub/catalogue.ts'
import type { InstalledModel } from '../../models/hub/installed-model.ts'
import { type MemoryNeeded, memoryNeeded, memoryOf } from '../../models/hub/memory-needed.ts'
import type { CommercialUse, ModelKind } from '../../models/hub/model-kind.ts'
import { runsToday } from '../../models/hub/runs-today.ts'

/** A model as every listing shows it, whether it is here or in the catalogue. */
export interface ModelCard {
  readonly id: string
  readonly title: string
  readonly kind: ModelKind
  readonly family: string | undefined
  readonly licence: string | undefined
  readonly commercialUse: CommercialUse
  readonly gated: 'yes' | 'no' | 'unknown'
  /** The address is one that a maintained source prints; true for what is here already. */
  readonly verified: boolean
  readonly sizeBytes: number | undefined
  readonly sizeIsExact: boolean
  readonly memory: MemoryNeeded | undefined
  /** The code of this workspace has what runs it. */
  readonly runsToday: boolean
  readonly settings: Readonly<Record<string, unknown>>
  readonly notes?: string
  /** Only of a model that is here. */
  readonly installed?: InstalledModel
}

export function cardOfEntry(
  entry: CatalogueEntry,
  {
    catalogue,
    families,
    installed,
  }: { catalogue: Catalogue; families: readonly ModelFamily[]; installed: readonly InstalledModel[] },
): ModelCard {
  const { id, title, kind, family, licence, commercialUse, gated, verified, settings, notes } = entry
  const size = statedBytes(entry)
  const here = installed.find((model) => model.id === id && model.isDefault)
  return {
    id,
    title,
    kind,
    family,
    licence,
    commercialUse,
    gated,
    verified,
    sizeBytes: here?.sizeBytes ?? size?.bytes,
    sizeIsExact: here !== undefined || size?.exact === true,
    memory: memoryNeeded(entry, catalogue),
    runsToday: runsToday(entry, families),
    settings,
    ...(notes === undefined ? {} : { notes }),
    ...(here === undefined ? {} : { installed: here }),
  }
}

export function cardOfInstalled(
  model: InstalledModel,
  { catalogue, families }: { catalogue: Catalogue; families: readonly ModelFamily[] },
): ModelCard {
  const entry = catalogue.has(model.id) ? catalogue.get(model.id) : undefined
  const family = model.architecture ?? entry?.family
  const { id, title, kind, commercialUse, settings, sizeBytes } = model
  return {
    id,
    title,
    kind,
    family,
    licence: model.licence,
    commercialUse,
    // It is here: no gate stands before it any more.
    gated: 'no',
    verified: true,
    sizeBytes,
    sizeIsExact: true,
    memory: memoryOfInstalled(model, entry, catalogue),
    runsToday: runsToday({ kind, family }, families),
    settings,
    ...(entry?.notes === undefined ? {} : { notes: entry.notes }),
    installed: model,
  }
}

function memoryOfInstalled(
  { kind, architecture, files }: InstalledModel,
  entry: CatalogueEntry | undefined,
  catalogue: Catalogue,
): MemoryNeeded | undefined {
  const known = entry === undefined ? undefined : memoryNeeded(entry, catalogue)
  // What a file of no known kind would be run as, nobody can say; a server's memory is its own.
  if (known !== undefined || kind === 'unknown' || files.length === 0) return known
  return memoryOf({ kind, family: architecture ?? '' }, files.flatMap(weightsOf))
}

/** A weights file with the precision that its kind usually has: fp16 in safetensors, fp32 in the older forms. */
function weightsOf({ path, sizeBytes }: InstalledModel['files'][number]): { precision: Precision; bytes: number }[] {
  if (/\.(json|txt|model|yaml|yml)$/.test(path)) return []
  const quantised = /\.gguf$|[\\/]sha256-[0-9a-f]{64}$/.test(path)
  return [{ precision: quantised ? 'q4' : path.endsWith('.safetensors') ? 'fp16' : 'fp32', bytes: sizeBytes }]
}
