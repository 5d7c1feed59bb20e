import { z } from 'zod'

/** What an asset is, as a person sorts them; `role` says which map a map is. */
export const assetKinds = ['image', 'map', 'material', 'form', 'mesh', 'export'] as const
export type AssetKind = (typeof assetKinds)[number]

/** The maps of a material and of a picture, by the words game engines use. */
export const mapRoles = [
  'albedo',
  'height',
  'normal',
  'roughness',
  'metalness',
  'ambient-occlusion',
  'emission',
  'depth',
  'orm',
] as const
export type MapRole = (typeof mapRoles)[number]

/** One measured property of an asset: seam error, unit-length error, watertightness … */
export interface Measure {
  readonly name: string
  readonly value: number | boolean | string
  /** Whether the value meets the bound stated for this measure; absent where the measure only informs. */
  readonly pass?: boolean
}

/** What was measured of an asset. `score` is in [0, 1]: the share of what could be wrong that is right. */
export interface Quality {
  readonly score: number
  readonly measures: readonly Measure[]
}

/** An immutable file and where it came from; a new version is a new asset of the same name. */
export interface Asset {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly version: number
  readonly kind: AssetKind
  readonly role?: MapRole
  readonly mediaType: string
  /** Relative to the project folder, with forward slashes. */
  readonly path: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly createdAt: string
  /** The assets it was made from: image → depth → mesh. */
  readonly parents: readonly string[]
  /** The job that made it; empty for an imported file. */
  readonly jobId: string
  /** The node that made it, with its version and exact input: how to make it again. Absent for an imported file. */
  readonly recipe?: Recipe
  readonly quality?: Quality
  /** Facts for people and for later steps: width, height, prompt, seed, triangle count … Plain JSON. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  readonly session: string
  readonly trashedAt?: string
}

/** A node call as plain data. Replaying it gives the asset again. `output` is the place of the asset among those the call put. */
export interface Recipe {
  readonly node: string
  readonly nodeVersion: number
  readonly input: unknown
  readonly output: number
}

/** What a node says of an asset it puts; the store adds the rest. */
export interface AssetDraft {
  /** Readable, becomes the file name: 'ancient-stone-statue'. The same name again in a project is a new version. */
  readonly name: string
  readonly kind: AssetKind
  readonly role?: MapRole
  readonly mediaType: string
  readonly parents?: readonly string[]
  readonly quality?: Quality
  readonly facts?: Readonly<Record<string, unknown>>
}

/** File ending for each media type the workspace writes or imports. */
export const fileEndings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/x-exr': 'exr',
  'application/json': 'json',
  'model/gltf-binary': 'glb',
  'model/obj': 'zip',
  'model/stl': 'stl',
  'model/3mf': '3mf',
  'model/vnd.ply': 'ply',
  'model/vnd.usdz+zip': 'usdz',
  'application/x-blender': 'blend',
  'text/x-python': 'py',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/zip': 'zip',
}

/** A schema for a field that names an asset: its id, or in a way in (CLI, API) a name or file that is resolved to one first. */
export function assetId(...kinds: readonly AssetKind[]): z.ZodString {
  return z
    .string()
    .check(z.minLength(1))
    .register(z.globalRegistry, { assetKinds: kinds, description: `Asset: ${kinds.join(' or ')}` })
}
