import type { RemoteFile } from '../download/remote-file.ts'
import type { CommercialUse, ModelKind } from '../model-kind.ts'
import type { PackageAddress } from '../sources/npm-package.ts'

/** What a pull of one model will do, all that is known of it before anything is fetched. */
export interface PullPlan {
  readonly id: string
  readonly title: string
  readonly kind: ModelKind
  readonly architecture?: string
  /** What its bytes say it is, known once they are here. */
  readonly description?: string
  readonly component: boolean
  readonly licence: string | undefined
  readonly commercialUse: CommercialUse
  readonly gated: 'yes' | 'no' | 'unknown'
  readonly verified: boolean
  /** As the manifest will name it. */
  readonly source: string
  readonly files: readonly RemoteFile[]
  /** Files that come out of a package of a registry. */
  readonly packages: readonly PackagePlan[]
  /** Ids of what must be there with it. */
  readonly companions: readonly string[]
  readonly settings: Readonly<Record<string, unknown>>
  readonly notes?: string
  /** Other copies, told when the first one is gone. */
  readonly alternatives?: readonly string[]
  /** What is fetched, rounded where no exact size is stated; undefined where nothing is. */
  readonly aboutBytes: number | undefined
}

export interface PackagePlan {
  readonly address: PackageAddress
  /** Which of its files. */
  readonly path: string
  /** Of the package, where it is known beforehand. */
  readonly sha512?: string
}
