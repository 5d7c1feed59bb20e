import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Where small pictures of an asset's bytes are kept, under names that begin with their hash; may be deleted at any time. */
export function thumbnailFolder(home: string, sha256: string): string {
  return join(home, 'cache', 'thumbnails', sha256.slice(0, 2))
}

/** Deletes the small pictures of assets that are deleted for good. Where another asset has the same bytes they are made again. */
export function forgetThumbnails(home: string, assets: readonly { readonly sha256: string }[]): void {
  for (const { sha256 } of assets) {
    const folder = thumbnailFolder(home, sha256)
    for (const name of namesIn(folder)) if (name.startsWith(sha256)) rmSync(join(folder, name), { force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
