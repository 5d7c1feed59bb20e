import type { ModelFamily } from '../../base/model.ts'
import { type Catalogue, type CatalogueEntry, statedBytes } from './catalogue.ts'
import { memoryNeeded } from './memory-needed.ts'
import { runsToday } from './runs-today.ts'

export interface Machine {
  readonly memoryGb: number
  readonly platform: NodeJS.Platform
  readonly arch?: string
}

export interface Suggestion {
  readonly entry: CatalogueEntry
  /** One sentence for a person: what it is, what it costs, under which licence, and how to get it. */
  readonly sentence: string
}

/** Best first where a graphics processor computes; without one, SDXL takes minutes a picture and comes after SD 1.5. */
const onGraphics = ['sdxl-base-1.0', 'dreamshaper-8', 'sd15-fp16']
const onProcessor = ['sd15-fp16', 'dreamshaper-8', 'sdxl-lightning-4step']

/**
 * The image model to offer where none is installed: one that this workspace runs, that fits the memory, whose addresses
 * are verified, and that anyone may use without a login, also for money.
 */
export function suggestModel(
  { memoryGb, platform, arch = process.arch }: Machine,
  { catalogue, families }: { catalogue: Catalogue; families: readonly ModelFamily[] },
): Suggestion | undefined {
  const preferred = platform === 'darwin' && arch === 'arm64' ? onGraphics : onProcessor
  // What loaded models share by default (core/pipeline/model-store.ts); the rest is for the system and programs beside it.
  const room = memoryGb * 1e9 * 0.6
  for (const id of preferred) {
    if (!catalogue.has(id)) continue
    const entry = catalogue.get(id)
    const memory = memoryNeeded(entry, catalogue)
    if (memory === undefined || (memory.eightBitBytes ?? memory.bytes) > room) continue
    if (!runsToday(entry, families) || !entry.verified || entry.gated !== 'no') continue
    if (entry.commercialUse !== 'yes' && entry.commercialUse !== 'restricted') continue
    const size = statedBytes(entry)
    const download = size === undefined ? '' : `, ${(size.bytes / 1e9).toFixed(1)} GB`
    const sentence = `${entry.title} fits this machine (${entry.licence}${download}): ai-workspace models pull ${entry.id}`
    return { entry, sentence }
  }
  return undefined
}
