import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { type CommercialUse, commercialUses, type ModelKind, modelKinds } from './model-kind.ts'

const manifestFile = z.object({
  /** Relative to the manifest's folder for a file of ours, absolute for one used in place. */
  path: z.string().min(1),
  role: z.string().min(1),
  sizeBytes: z.int().min(0),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** What the bytes were compared with when they came: 'sha256', 'git-blob-sha1' …; absent when the source states nothing. */
  checkedAgainst: z.string().optional(),
})

/** `model.json`: all that is known of one version of an installed model. A plain file that a person can read. */
export const manifestSchema = z
  .object({
    format: z.literal(1),
    id: z.string().min(1),
    version: z.string().min(1),
    title: z.string(),
    kind: z.enum(modelKinds),
    architecture: z.string().optional(),
    /** What its bytes say it is, in one sentence. */
    description: z.string().optional(),
    /** A part of other models: installed with them, never listed by itself. */
    component: z.boolean().default(false),
    /** 'in-place' files belong to someone else: they are never moved or deleted. A 'server' has its weights itself, and no files here. */
    storage: z.enum(['copied', 'in-place', 'server']),
    files: z.array(manifestFile),
    /** Ids of models that must be installed beside it. */
    companions: z.array(z.string()).default([]),
    settings: z.record(z.string(), z.unknown()).default({}),
    licence: z.string().optional(),
    commercialUse: z.enum(commercialUses).default('unknown'),
    /** Where it came from, as a person would name it: 'hf:owner/name@commit', 'npm:name@1.0.0', an address, a folder. */
    source: z.string(),
    addedAt: z.string(),
  })
  .refine(
    ({ storage, files }) => (storage === 'server') === (files.length === 0),
    'a model has files, and only a server has none',
  )

export type Manifest = z.output<typeof manifestSchema>

/** One file of an installed model. */
export interface InstalledFile {
  /** Absolute. */
  readonly path: string
  /** 'weights', 'tokenizer', 'config', 'encoder' … */
  readonly role: string
  readonly sizeBytes: number
  readonly sha256?: string
  readonly checkedAgainst?: string
}

/** A model on this machine that can be loaded. */
export interface InstalledModel {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly kind: ModelKind
  readonly architecture?: string
  readonly description?: string
  readonly component: boolean
  readonly storage: Manifest['storage']
  readonly files: readonly InstalledFile[]
  readonly companions: readonly string[]
  readonly settings: Readonly<Record<string, unknown>>
  readonly licence?: string
  readonly commercialUse: CommercialUse
  readonly source: string
  readonly addedAt: string
  readonly sizeBytes: number
  /** This version is the one that the bare id names. */
  readonly isDefault: boolean
  /** Files of it that are gone, or changed since it was added: their paths. */
  readonly missing: readonly string[]
}

/** The file whose hash stands for the model: its weights, else its largest file. */
export function mainFile<F extends { readonly role: string; readonly sizeBytes: number }>(files: readonly F[]): F {
  const largest = (of: readonly F[]) => of.toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0]
  return largest(files.filter((file) => file.role === 'weights')) ?? largest(files)!
}

/** What is opened to read the model's weights: a diffusers folder as a whole, shards by their index, else the main file. */
export function weightsPath(
  files: readonly { readonly path: string; readonly role: string; readonly sizeBytes: number }[],
): string {
  const pipeline = files.find(({ path }) => basename(path) === 'model_index.json')
  if (pipeline !== undefined) return dirname(pipeline.path)
  return (files.find(({ path }) => path.endsWith('.safetensors.index.json')) ?? mainFile(files)).path
}
