import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import { thumbnailFolder } from '../../../core/storage/thumbnail-files.ts'
import { makeThumbnail, type ThumbnailSize } from './make-thumbnail.ts'

/** Decoding a 64-megapixel picture takes 268 MB for a moment: not more than two of them at once. */
const mostAtOnce = 2

/** Thumbnails below `cache/thumbnails` of the workspace, each made once, whoever asks first. Deleting the folder costs time only. */
export class ThumbnailCache {
  readonly #home: string
  readonly #making = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(home: string) {
    this.#home = home
  }

  /** The WebP bytes of a picture's thumbnail. `source` gives the picture's own when it has to be made. */
  async read(asset: Asset, size: ThumbnailSize, source: () => Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    // The role says how the numbers are shown, so the same bytes in another role are another picture.
    const name = `${asset.sha256}${asset.role === undefined ? '' : `-${asset.role}`}-${size}.webp`
    const folder = thumbnailFolder(this.#home, asset.sha256)
    const path = join(folder, name)
    const kept = await readFile(path).catch(() => undefined)
    // Empty is what a power cut may leave of a file that was not synced.
    if (kept !== undefined && kept.length > 0) return kept
    let making = this.#making.get(path)
    if (making === undefined) {
      making = this.#inTurn(async () => {
        const bytes = await makeThumbnail(asset, source(), size)
        await writeWhole(path, folder, bytes)
        return bytes
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
