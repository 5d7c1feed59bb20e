import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/*
 * npx node scripts/measure-studio.ts: what a browser loads before the studio's first page, and with each page, from the
 * manifest of the last build (npx vite build interface/web). Sizes are compressed with gzip.
 */

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

export interface StudioSizes {
  /** JavaScript that loads with every page, in bytes. */
  readonly initialBytes: number
  /** What each page adds, by its source file. */
  readonly pages: ReadonlyMap<string, number>
}

/** Reads the build in `dist`. A page's own later imports (an editor, a viewer) are not counted: it shows without them. */
export function measureStudio(dist: string): StudioSizes {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry === true)!
  const initial = withImports(manifest, entry)
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(readFileSync(path.join(dist, manifest[name]!.file))).length, 0)
  const pages = Object.keys(manifest).filter((name) => name.includes('src/pages/') && name.endsWith('-page.tsx'))
  return {
    initialBytes: sizeOf(initial),
    pages: new Map(
      pages.map((page) => [page, sizeOf([...withImports(manifest, page)].filter((name) => !initial.has(name)))]),
    ),
  }
}

function withImports(manifest: Record<string, Chunk>, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const each of manifest[name]!.imports ?? []) withImports(manifest, each, found)
  return found
}

if (import.meta.main) {
  const { initialBytes, pages } = measureStudio(path.join(import.meta.dirname, '../interface/web/dist'))
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`
  console.log(`${kilobytes(initialBytes)}  before the first page`)
  for (const [page, bytes] of pages) console.log(`${kilobytes(bytes)}  ${path.basename(page, '.tsx')}`)
}
