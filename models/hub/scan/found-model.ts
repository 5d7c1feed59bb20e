import type { ModelKind } from '../model-kind.ts'

/** A model that another program has, as its folders tell it; nothing of it has been read yet. */
export interface FoundModel {
  readonly program: string
  readonly id: string
  readonly title: string
  readonly kind: ModelKind
  readonly files: readonly FoundFile[]
  readonly licence?: string
  /** As the manifest will name it. */
  readonly source: string
}

export interface FoundFile {
  /** Absolute. */
  readonly path: string
  readonly role: string
  readonly sizeBytes: number
  /** Where the other program keeps files under their hash. */
  readonly sha256?: string
}
