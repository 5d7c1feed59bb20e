import { existsSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { takenBytes } from '../../models/hub/taken-bytes.ts'
import type { ModelLibrary } from './model-library.ts'

/** What models take on the disk of the workspace. Files of other programs are not counted. */
export interface DiskUse {
  /** The largest first. */
  readonly items: readonly {
    readonly id: string
    readonly version: string
    readonly title: string
    readonly bytes: number
  }[]
  /** Weights in fewer bits, made anew when they are gone. */
  readonly packedBytes: number
  /** What has arrived of models that are not whole yet. */
  readonly downloadBytes: number
  readonly usedBytes: number
  readonly freeBytes: number
}

export function diskUse({ inventory }: ModelLibrary): DiskUse {
  const items = inventory
    .list()
    .filter(({ storage }) => storage === 'copied')
    .map(({ id, version, title, files }) => {
      return { id, version, title, bytes: files.reduce((sum, { path }) => sum + takenBytes(path), 0) }
    })
    .toSorted((a, b) => b.bytes - a.bytes)
  const packedBytes = folderBytes(join(inventory.folder, '.packed'))
  const downloadBytes = folderBytes(join(inventory.folder, '.downloads'))
  const usedBytes = items.reduce((sum, { bytes }) => sum + bytes, packedBytes + downloadBytes)
  const { bavail, bsize } = statfsSync(inventory.folder)
  return { items, packedBytes, downloadBytes, usedBytes, freeBytes: bavail * bsize }
}

function folderBytes(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true }).reduce(
    (sum: number, name) => sum + takenBytes(join(folder, String(name))),
    0,
  )
}
