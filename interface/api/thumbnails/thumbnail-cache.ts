import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import { makeThumbnail, type ThumbnailSize } from './make-thumbnail.ts'

/** Decoding a 64-megapixel picture takes 268 MB for a moment: not more than two of them at once. */
const mostAtOnce = 2

/** Thumbnails below `cache/thumbnails` of the workspace, each made once, whoever asks first. Deleting the folder costs time only. */
export class ThumbnailCache {
  readonly #folder: string
  readonly #making = new Map<string, Promise<string>>()
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(home: string) {
    this.#folder = join(home, 'cache', 'thumbnails')
  }

  /** The path of the asset's thumbnail. `read` gives the picture's bytes when they are needed. */
  path(asset: Asset, size: ThumbnailSize, read: () => Uint8Array | Promise<Uint8Array>): Promise<string> {
    // The role says how the numbers are shown, so the same bytes in another role are another picture.
    const name = `${asset.sha256}${asset.role === undefined ? '' : `-${asset.role}`}-${size}.webp`
    const path = join(this.#folder, name.slice(0, 2), name)
    if (existsSync(path)) return Promise.resolve(path)
    let making = this.#making.get(path)
    if (making === undefined) {
      making = this.#inTurn(async () => {
        await writeWhole(path, join(this.#folder, name.slice(0, 2)), await makeThumbnail(asset, await read(), size))
        return path
      }).finally(() => this.#making.delete(path))
      this.#making.set(path, making)
    }
    return making
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= mostAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      return await work()
    } finally {
      // A place that becomes free goes straight to the next, so that none slips in between.
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}

/** Not synced: a cache that a power cut damages is made again. A name is whole or not there. */
async function writeWhole(path: string, folder: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  const part = `${path}.${process.pid}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
