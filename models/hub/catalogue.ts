import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Registry } from '../../base/registry.ts'
import { commercialUses, modelKinds } from './model-kind.ts'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

/** How the numbers of a weights file are stored; 'q4' and the like are GGUF's block formats with that many bits. */
const precision = z.enum(['fp32', 'fp16', 'fp8', 'q8', 'q6', 'q5', 'q4'])
export type Precision = z.output<typeof precision>

const fileFacts = {
  role: z.string().min(1),
  sizeBytes: z.int().positive().optional(),
  /** Where only a rounded size is stated. */
  aboutBytes: z.int().positive().optional(),
  precision: precision.optional(),
  sha256: hex(64).optional(),
  gitBlobSha1: hex(40).optional(),
  md5: hex(32).optional(),
  /** False where this very address was printed by no source. */
  seen: z.literal(false).optional(),
}
const path = z.string().regex(/^(?!\/)(?!.*\.\.)[^\\]+$/)
const catalogueFile = z.union([
  z.strictObject({ repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/), path, ...fileFacts }),
  z.strictObject({ url: z.url({ protocol: /^https$/ }), ...fileFacts }),
  /** `path` may end in `*`: every file of that folder of the package. */
  z.strictObject({
    npm: z.string().regex(/^(@[\w.-]+\/)?[\w.-]+@[\w.-]+$/),
    path,
    ...fileFacts,
    /** Of the whole package, which is what is fetched. */
    downloadBytes: z.int().positive(),
    sha512: hex(128),
  }),
])
export type CatalogueFile = z.output<typeof catalogueFile>

/** 'required' is pulled with the model, 'optional' when asked for, 'base' is what the model is used with. */
const need = z.enum(['required', 'optional', 'base'])
const companion = z.union([
  z.strictObject({ id: z.string(), why: z.string(), need }),
  z.strictObject({ files: z.array(catalogueFile).min(1), why: z.string(), need }),
])

export const catalogueEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: z.string().min(1),
  kind: z.enum(modelKinds),
  family: z.string().min(1),
  /** Comes along with other models and is never shown as one of its own. */
  component: z.boolean().default(false),
  /** Each file's exact address was printed by a maintained source; nobody has opened it for this list. */
  verified: z.boolean(),
  addressSource: z.string(),
  licence: z.string().min(1),
  commercialUse: z.enum(commercialUses),
  /** 'yes': the host wants a login and an accepted licence. */
  gated: z.enum(['yes', 'no', 'unknown']),
  /** The commit the addresses hold at; without one they follow `main`. */
  revision: hex(40).optional(),
  files: z.array(catalogueFile).min(1),
  companions: z.array(companion).default([]),
  /** Starting values: steps, cfg, sampler, size, scale … as their source states them. */
  settings: z.record(z.string(), z.unknown()).default({}),
  settingsSource: z.string().optional(),
  alternatives: z.array(z.string()).default([]),
  notes: z.string().optional(),
})
export type CatalogueEntry = z.output<typeof catalogueEntry>
export type Catalogue = Registry<CatalogueEntry>

/** The models that can be pulled by a short name. Facts only: `catalogue.json` beside this file. */
export function loadCatalogue(): Catalogue {
  const text = readFileSync(new URL('./catalogue.json', import.meta.url), 'utf8')
  return new Registry('model in the catalogue', z.array(catalogueEntry).parse(JSON.parse(text)))
}

/** Models (not components) in which every word occurs: in the id, title, kind, family or licence. */
export function searchCatalogue(catalogue: Catalogue, words: readonly string[]): CatalogueEntry[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== '')
  return [...catalogue].filter((entry) => {
    if (entry.component) return false
    const text = [entry.id, entry.title, entry.kind, entry.family, entry.licence, kindWords[entry.kind] ?? '']
      .join(' ')
      .toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** Other words that people look for. */
const kindWords: Readonly<Record<string, string>> = {
  checkpoint: 'image picture diffusion text-to-image',
  upscaler: 'upscale super-resolution enlarge',
  language: 'llm chat text',
  mesh: '3d image-to-3d',
  segmentation: 'background mask cutout',
  features: 'embedding similarity search',
}

/** What is fetched, where that is more than what stays. */
export function downloadBytes(entry: Pick<CatalogueEntry, 'files'>): number | undefined {
  const whole = entry.files.map((file) => ('npm' in file ? file.downloadBytes - (file.sizeBytes ?? 0) : 0))
  const stays = statedBytes(entry)
  return stays === undefined ? undefined : stays.bytes + whole.reduce((sum, bytes) => sum + bytes, 0)
}

/** The size of what stays on disk, as far as it is stated: exact, rounded, or undefined when some file states nothing. */
export function statedBytes({ files }: Pick<CatalogueEntry, 'files'>): { bytes: number; exact: boolean } | undefined {
  let bytes = 0
  for (const file of files) {
    const size = file.sizeBytes ?? file.aboutBytes
    // A configuration or word list of unknown length is small beside weights.
    if (size === undefined && file.precision !== undefined) return undefined
    bytes += size ?? 0
  }
  return { bytes, exact: files.every((file) => file.sizeBytes !== undefined) }
}

/** An entry with every model that comes along with it, companions of companions too; the entry itself first. */
export function withRequired(
  catalogue: Catalogue,
  entry: CatalogueEntry,
  { optional = false }: { optional?: boolean } = {},
): CatalogueEntry[] {
  const found = new Map([[entry.id, entry]])
  const visit = ({ companions }: CatalogueEntry) => {
    for (const each of companions) {
      if (!('id' in each) || found.has(each.id)) continue
      if (each.need !== 'required' && !(optional && each.need === 'optional')) continue
      const companionEntry = catalogue.get(each.id)
      found.set(each.id, companionEntry)
      visit(companionEntry)
    }
  }
  visit(entry)
  return [...found.values()]
}
