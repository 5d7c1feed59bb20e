import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { fetchJson, type HttpSettings } from '../download/http.ts'
import type { RemoteFile } from '../download/remote-file.ts'

/** `npm:@scope/name@version/path`: a package, one version of it, and which files (`*` at the end: all of that folder). */
export interface PackageAddress {
  readonly name: string
  readonly version: string
  readonly path?: string
}

export function readPackageAddress(text: string): PackageAddress | undefined {
  const [, name, version = 'latest', path] =
    /^npm:((?:@[a-z0-9~._-]+\/)?[a-z0-9~._-]+)(?:@([\w.+-]+))?(?:\/(.+))?$/i.exec(text) ?? []
  return name === undefined ? undefined : { name, version, ...(path === undefined ? {} : { path }) }
}

const packument = z.object({
  'dist-tags': z.record(z.string(), z.string()).default({}),
  versions: z.record(
    z.string(),
    z.object({
      dist: z.object({ tarball: z.url(), integrity: z.string().optional(), shasum: z.string().optional() }),
    }),
  ),
})

/** The tarball of one version, with the hash that the registry states for it. */
export async function findTarball(
  { name, version }: PackageAddress,
  { registry, http, signal }: { registry: string; http: HttpSettings; signal: AbortSignal },
): Promise<RemoteFile & { readonly version: string }> {
  const url = `${registry.replace(/\/$/, '')}/${name.replace('/', '%2f')}`
  const parsed = packument.safeParse(await fetchJson(url, http, { signal, headers: { accept: abbreviated } }))
  if (!parsed.success) {
    throw new WorkspaceError(
      'network',
      `The registry ${new URL(registry).host} lists ${name} in a form that is not known.`,
      {
        hint: 'Check it: npm config get registry',
      },
    )
  }
  const { versions, 'dist-tags': tags } = parsed.data
  const exact = versions[version] === undefined ? tags[version] : version
  const found = exact === undefined ? undefined : versions[exact]
  if (exact === undefined || found === undefined) {
    throw new WorkspaceError('not-found', `The package ${name} has no version ${version}.`, {
      hint: `There are: ${Object.keys(versions).slice(-8).join(', ')}.`,
    })
  }
  const hashes = hashesOf(found.dist)
  if (Object.keys(hashes).length === 0) {
    throw new WorkspaceError('corrupt-file', `The registry states no hash for ${name}@${exact}.`, {
      hint: 'What cannot be checked is not unpacked.',
    })
  }
  return { url: found.dist.tarball, name: `${name}@${exact}`, role: 'package', hashes, version: exact }
}

/** The short form of a package's listing, which every registry serves (npm's registry API documentation). */
const abbreviated = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8'

/** Subresource integrity as npm writes it: 'sha512-' and base64; old packages have only a SHA-1. */
function hashesOf({
  integrity,
  shasum,
}: {
  integrity?: string | undefined
  shasum?: string | undefined
}): RemoteFile['hashes'] {
  const sha512 = integrity?.split(/\s+/).find((each) => each.startsWith('sha512-'))
  if (sha512 !== undefined) return { sha512: Buffer.from(sha512.slice('sha512-'.length), 'base64').toString('hex') }
  return shasum === undefined || !/^[0-9a-f]{40}$/.test(shasum) ? {} : { sha1: shasum }
}

/** The registry that npm itself would use for a package: of its scope where one is set, else the general one. */
export async function npmRegistry(name: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const scope = /^(@[^/]+)\//.exec(name)?.[1]
  const ofScope = scope === undefined ? undefined : await npmSetting(`${scope}:registry`, environment)
  const registry = ofScope ?? environment['npm_config_registry'] ?? (await npmSetting('registry', environment))
  if (registry !== undefined) return registry
  throw new WorkspaceError('outside-program', 'npm did not say which registry to use.', {
    hint: 'Set it: npm config set registry <address>, or the variable npm_config_registry.',
  })
}

async function npmSetting(key: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    // npm is a script on Windows, which only a shell starts; the key is made of a package's scope, checked above.
    const { stdout } = await promisify(execFile)('npm', ['config', 'get', key], {
      env: environment,
      shell: process.platform === 'win32',
    })
    const value = stdout.trim()
    return URL.canParse(value) ? value : undefined
  } catch {
    return undefined
  }
}
