import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface ManifestEntry {
  readonly file: string
  readonly imports?: readonly string[]
}

/**
 * The scripts that a page of the studio needs beside the first ones, by the first part of its address ('' of '/'): a browser that is
 * told of them with the HTML fetches both at once, where it would learn of the page's own only once the first ones run.
 * Read from the bundler's manifest; none where that is missing.
 */
export function readPageChunks(folder: string): ReadonlyMap<string, readonly string[]> {
  const manifest = readManifest(folder)
  const chunks = new Map<string, readonly string[]>()
  const first = filesOf(manifest, 'index.html')
  for (const source of Object.keys(manifest)) {
    const page = /^src\/pages\/([^/]+)\/[^/]+-page\.tsx$/.exec(source)?.[1]
    if (page === undefined) continue
    const address = page === 'create' ? '' : page
    const files = [...filesOf(manifest, source)].filter((file) => !first.has(file))
    // Two pages in one folder (a list and its detail): which of them it is, the router knows; what both need is right for either.
    const others = chunks.get(address)
    chunks.set(address, others === undefined ? files : files.filter((file) => others.includes(file)))
  }
  return chunks
}

/** As a `Link` header: module scripts to fetch while the HTML is still read. */
export function preloadHeader(files: readonly string[]): string {
  return files.map((file) => `</${file}>; rel=modulepreload`).join(', ')
}

function readManifest(folder: string): Readonly<Record<string, ManifestEntry>> {
  try {
    return JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, ManifestEntry>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

function filesOf(manifest: Readonly<Record<string, ManifestEntry>>, name: string, files = new Set<string>()) {
  const entry = manifest[name]
  if (entry === undefined || files.has(entry.file)) return files
  files.add(entry.file)
  for (const each of entry.imports ?? []) filesOf(manifest, each, files)
  return files
}
