import type { AssetKind, MapRole } from '../../base/asset.ts'

/** What there is now, as a chat model without weights needs to know it: read anew for every turn. */
export interface ChatWorld {
  readonly project: { readonly id: string; readonly name: string }
  /** Names of all projects, the current one included. */
  readonly projects: readonly string[]
  /** Of the current project, newest first; without what lies in the trash. */
  readonly assets: readonly WorldAsset[]
  readonly models: readonly WorldModel[]
  /** By their usual names: 'Euler a', 'DPM++ 2M'. */
  readonly samplers: readonly string[]
  /** Sizes that a form offers, in pixels. */
  readonly sizes: readonly { readonly title: string; readonly width: number; readonly height: number }[]
  /** Ids of the built-in engine's named forms and materials: 'statue', 'brushed-metal'. */
  readonly forms: readonly string[]
  readonly materials: readonly string[]
  /** Names of settings: 'generate.previewEvery'. */
  readonly settings: readonly string[]
  readonly jobs: readonly WorldJob[]
  /** ISO 8601: '2026-11-26'. */
  readonly today: string
}

export interface WorldAsset {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly role?: MapRole
  readonly mediaType: string
  readonly createdAt: string
  readonly prompt?: string
  /** The node that made it: 'image.generate'; absent for an imported file. */
  readonly node?: string
  readonly parents: readonly string[]
}

export interface WorldModel {
  readonly id: string
  readonly title: string
  /** What it does: 'text-to-image', 'upscale', 'depth' … */
  readonly task: string
  /** Taken where a request names none. */
  readonly isDefault: boolean
}

export interface WorldJob {
  readonly id: string
  readonly node: string
  readonly state: 'queued' | 'running'
}
