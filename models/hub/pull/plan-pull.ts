import { WorkspaceError } from '../../../base/error.ts'
import { nearest } from '../../../base/nearest.ts'
import { type Catalogue, type CatalogueEntry, type CatalogueFile, downloadBytes, withRequired } from '../catalogue.ts'
import type { HttpSettings } from '../download/http.ts'
import type { RemoteFile } from '../download/remote-file.ts'
import type { HashName } from '../hash-file.ts'
import { idOf } from '../model-id.ts'
import { chooseFiles } from '../sources/choose-files.ts'
import { type HubAddress, hubFileUrl, hubPage, listRepository, readHubAddress } from '../sources/hub-repository.ts'
import { readPackageAddress } from '../sources/npm-package.ts'
import type { PullPlan } from './pull-plan.ts'
import { guessKind, roleOf } from './role-of.ts'

export interface PlanOptions {
  readonly catalogue: Catalogue
  readonly http: HttpSettings
  readonly signal: AbortSignal
  /** With companions that are useful but not needed. */
  readonly optional?: boolean
}

/**
 * What pulling `reference` means: a name of the catalogue, `hf:owner/name[@revision][/file]`, `npm:name@version/files`, or an
 * address. The model comes first, then what it needs beside it. Names of the catalogue and addresses ask no server.
 */
export async function planPull(reference: string, options: PlanOptions): Promise<PullPlan[]> {
  const { catalogue, http } = options
  if (catalogue.has(reference)) {
    const { optional = false } = options
    return withRequired(catalogue, catalogue.get(reference), { optional }).map((entry) => planEntry(entry, http))
  }
  const npm = readPackageAddress(reference)
  if (npm !== undefined) {
    if (npm.path === undefined) {
      throw new WorkspaceError('bad-input', `Say which files of ${npm.name} are the model.`, {
        hint: `For example: npm:${npm.name}@${npm.version}/models/*`,
      })
    }
    const id = idOf(`${npm.name}-${npm.path}`)
    const packages = [{ address: npm, path: npm.path }]
    return [{ ...unknownModel(id, `npm:${npm.name}@${npm.version}/${npm.path}`), packages }]
  }
  const hub = readHubAddress(reference, http.endpoint)
  if (hub !== undefined) return [await planRepository(hub, options)]
  if (/^https?:\/\//.test(reference)) return [planAddress(reference)]
  const close = nearest(
    reference,
    [...catalogue].filter((entry) => !entry.component).map((entry) => entry.id),
  )
  throw new WorkspaceError('not-found', `No model "${reference}" in the catalogue.`, {
    hint:
      close.length > 0
        ? `Did you mean ${close.map((name) => `"${name}"`).join(' or ')}?`
        : 'Search it: ai-workspace models search. Or name a source: hf:owner/name, npm:name@version/files, https://…',
  })
}

function planEntry(entry: CatalogueEntry, http: HttpSettings): PullPlan {
  const beside = entry.companions.flatMap((each) => ('files' in each && each.need === 'required' ? each.files : []))
  const files = [...entry.files, ...beside]
  const [first] = entry.files
  const at = entry.revision ?? 'main'
  const source =
    first === undefined
      ? ''
      : 'npm' in first
        ? `npm:${first.npm}/${first.path}`
        : 'repo' in first
          ? `hf:${first.repo}@${at}/${first.path}`
          : first.url
  const { id, title, kind, family, component, licence, commercialUse, gated, verified, settings, notes, alternatives } =
    entry
  return {
    id,
    title,
    kind,
    architecture: family,
    component,
    licence,
    commercialUse,
    gated,
    verified,
    source,
    settings,
    ...(notes === undefined ? {} : { notes }),
    alternatives,
    files: files.flatMap((file) => ('npm' in file ? [] : [remoteFile(file, entry, http, beside.includes(file))])),
    packages: files.flatMap((file) =>
      'npm' in file ? [{ address: readPackageAddress(`npm:${file.npm}`)!, path: file.path, sha512: file.sha512 }] : [],
    ),
    companions: entry.companions.flatMap((each) => ('id' in each && each.need !== 'base' ? [each.id] : [])),
    aboutBytes: downloadBytes(entry),
  }
}

function remoteFile(
  file: Exclude<CatalogueFile, { npm: string }>,
  entry: CatalogueEntry,
  http: HttpSettings,
  isCompanion: boolean,
): RemoteFile {
  const hashes: Partial<Record<HashName, string>> = {
    ...(file.sha256 === undefined ? {} : { sha256: file.sha256 }),
    ...(file.gitBlobSha1 === undefined ? {} : { 'git-blob-sha1': file.gitBlobSha1 }),
    ...(file.md5 === undefined ? {} : { md5: file.md5 }),
  }
  const common = { role: file.role, hashes, ...(file.sizeBytes === undefined ? {} : { sizeBytes: file.sizeBytes }) }
  if ('url' in file) return { url: file.url, name: lastPart(file.url), ...common }
  const revision = isCompanion ? 'main' : (entry.revision ?? 'main')
  // Two files of the same name from two repositories must not meet.
  const name = isCompanion ? `${file.repo.replace('/', '--')}/${file.path}` : file.path
  const url = hubFileUrl(http.endpoint, { repo: file.repo, revision, path: file.path })
  return { url, name, gatePage: hubPage(http.endpoint, file.repo), ...common }
}

async function planRepository(hub: HubAddress, { http, signal }: PlanOptions): Promise<PullPlan> {
  const { commit, gated, licence, files } = await listRepository(hub, http, signal)
  const { repo, path } = hub
  const asked = path === undefined ? chooseFiles(repo, files) : files.filter((file) => file.path === path)
  if (asked.length === 0) {
    const close = nearest(
      path ?? '',
      files.map((file) => file.path),
    )
    throw new WorkspaceError('not-found', `${repo} has no file ${path}.`, {
      hint: `There are: ${(close.length > 0 ? close : files.map((file) => file.path)).slice(0, 8).join(', ')}.`,
    })
  }
  const total = asked.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0)
  return {
    ...unknownModel(
      idOf(path === undefined ? repo : `${repo}-${lastPart(path)}`),
      `hf:${repo}@${commit}${path === undefined ? '' : `/${path}`}`,
    ),
    title: path === undefined ? repo : `${repo}: ${path}`,
    kind: guessKind(path ?? repo),
    licence,
    gated: gated ? 'yes' : 'no',
    // The hub itself listed it a moment ago.
    verified: true,
    aboutBytes: total,
    files: asked.map((file) => ({
      url: hubFileUrl(http.endpoint, { repo, revision: commit, path: file.path }),
      name: file.path,
      role: roleOf(file.path),
      gatePage: hubPage(http.endpoint, repo),
      hashes: {
        ...(file.sha256 === undefined ? {} : { sha256: file.sha256 }),
        ...(file.gitBlobSha1 === undefined ? {} : { 'git-blob-sha1': file.gitBlobSha1 }),
      },
      ...(file.sizeBytes === undefined ? {} : { sizeBytes: file.sizeBytes }),
    })),
  }
}

function planAddress(url: string): PullPlan {
  const name = lastPart(new URL(url).pathname)
  if (name === '')
    throw new WorkspaceError('bad-input', `${url} names no file.`, { hint: 'Give the address of a weights file.' })
  return {
    ...unknownModel(idOf(name), url),
    kind: guessKind(url),
    files: [{ url, name, role: roleOf(name), hashes: {} }],
  }
}

function unknownModel(id: string, source: string): PullPlan {
  return {
    id,
    title: id,
    kind: 'unknown',
    component: false,
    licence: undefined,
    commercialUse: 'unknown',
    gated: 'unknown',
    verified: false,
    source,
    files: [],
    packages: [],
    companions: [],
    settings: {},
    aboutBytes: undefined,
  }
}

function lastPart(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
}
