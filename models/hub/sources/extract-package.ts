import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { WorkspaceError } from '../../../base/error.ts'
import { explainDiskError } from '../disk-error.ts'

/** Weights in packages are some hundred megabytes; past this it is a trap that unpacks without end. */
const MOST_BYTES = 8e9

/**
 * Takes the files that `pattern` names ('folder/*' or one path) out of a package's tarball into `folder`, under their names
 * within the pattern's folder. Links, devices and names that would leave the folder are refused. Returns the names.
 */
export async function extractPackage(
  tarball: string,
  pattern: string,
  folder: string,
  { signal }: { signal: AbortSignal },
): Promise<string[]> {
  const taken: string[] = []
  const unpack = extract()
  let total = 0
  const reading = pipeline(createReadStream(tarball), createGunzip(), unpack, { signal })
  const taking = (async () => {
    for await (const entry of unpack) {
      const { name, type } = entry.header
      // The first folder is 'package' by custom, but any name is allowed.
      const path = name.replace(/^[^/]+\//, '')
      const wanted = matches(path, pattern)
      if (wanted === undefined) {
        entry.resume()
        continue
      }
      if (type !== 'file' || !isPlain(wanted)) {
        throw new WorkspaceError('corrupt-file', `The package holds "${name}", which is no plain file of it.`, {
          hint: 'Nothing of it is used.',
        })
      }
      const target = join(folder, wanted)
      await mkdir(dirname(target), { recursive: true })
      entry.on('data', (bytes: Uint8Array) => {
        total += bytes.length
        if (total > MOST_BYTES)
          entry.destroy(new WorkspaceError('corrupt-file', 'The package unpacks to more than 8 GB.'))
      })
      await pipeline(entry, createWriteStream(target, { flush: true }), { signal })
      taken.push(wanted)
    }
  })()
  try {
    await Promise.all([reading, taking])
  } catch (error) {
    signal.throwIfAborted()
    unpack.destroy()
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('Z_') || /tar/i.test((error as Error).message)) {
      throw new WorkspaceError('corrupt-file', 'The package is damaged.', { cause: error })
    }
    throw explainDiskError(folder, error)
  }
  if (taken.length > 0) return taken.sort()
  throw new WorkspaceError('not-found', `The package holds no file "${pattern}".`)
}

/** The path within the pattern's folder, or undefined for a file that is not asked for. */
function matches(path: string, pattern: string): string | undefined {
  if (!pattern.endsWith('*')) return path === pattern ? path.slice(path.lastIndexOf('/') + 1) : undefined
  const start = pattern.slice(0, -1)
  return path.startsWith(start) && path.length > start.length && !path.endsWith('/')
    ? path.slice(start.length)
    : undefined
}

function isPlain(path: string): boolean {
  return !/[\\\0:]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
