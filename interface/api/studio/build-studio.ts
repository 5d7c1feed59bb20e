import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../../core/logs/log.ts'
import { precompress } from './precompress.ts'
import type { Studio } from './studio-routes.ts'

const repository = join(import.meta.dirname, '../../..')
const web = join(repository, 'interface/web')
const dist = join(web, 'dist')
/** Says of which sources the built files are. */
const stamp = join(dist, '.built-from')

/**
 * The studio's built files. Where they are missing or older than the sources they are built now, beside the running server;
 * a package that ships them built has no sources and builds nothing.
 */
export function openStudio(log: Log): Studio {
  const built = existsSync(join(dist, 'index.html'))
  let state: ReturnType<Studio['state']> = built
    ? { kind: 'ready' }
    : { kind: 'failed', reason: 'Its files are missing.' }
  if (existsSync(join(web, 'index.html'))) {
    const sources = hashSources()
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
      state = { kind: 'building' }
      mkdirSync(dist, { recursive: true })
      log.info('studio-build')
      void build().then((problem) => {
        state = problem === undefined ? { kind: 'ready' } : { kind: 'failed', reason: problem }
        if (problem === undefined) writeFileSync(stamp, sources)
        else log.error('studio-build-failed', { output: problem })
      })
    }
  }
  return { folder: dist, state: () => state }
}

/** Runs the bundler in a process of its own; answers what it said when it failed. */
function build(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const vite = join(repository, 'node_modules/vite/bin/vite.js')
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: web,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => {
      if (code !== 0) resolve(output.trim() || `vite ended with code ${code}`)
      else
        precompress(dist).then(
          () => resolve(undefined),
          (error: Error) => resolve(error.message),
        )
    })
  })
}

/** A hash over the names and contents of everything the bundle is made of: some hundred small files, 10 ms. */
function hashSources(): string {
  const hash = createHash('sha256')
  const add = (path: string) => hash.update(path).update(readFileSync(join(repository, path)))
  for (const folder of ['interface/web', 'interface/api/schemas', 'base']) {
    const files = readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
      .filter((path) => !path.startsWith(join('interface/web/dist')) && !path.includes('.test.'))
    for (const path of files.sort()) add(path)
  }
  add('package-lock.json')
  return hash.digest('hex')
}
