import { existsSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { WorkspaceError } from '../../../base/error.ts'
import { type HashName, hashFile } from '../hash-file.ts'
import { type FetchOptions, fetchRanges, type Outcome } from './fetch-ranges.ts'
import { ensureFreeSpace } from './free-space.ts'
import { bodyOf, type HttpSettings, openUrl } from './http.ts'
import { PartFile } from './part-file.ts'
import { probe, type RemoteFacts } from './probe.ts'
import type { RemoteFile } from './remote-file.ts'
import { withRetry } from './retry.ts'

/** A file that is here whole. */
export interface ArrivedFile {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string
  /** The hash that was stated and holds; undefined where no source states one. */
  readonly checkedAgainst: HashName | undefined
  readonly commit: string | undefined
}

export type DownloadEvent =
  | {
      readonly type: 'bytes'
      readonly name: string
      readonly receivedBytes: number
      readonly sizeBytes: number | undefined
    }
  | { readonly type: 'checking'; readonly name: string; readonly readBytes: number; readonly sizeBytes: number }
  | { readonly type: 'waiting'; readonly name: string; readonly reason: string; readonly ms: number }
  /** What had arrived could not be used: the file changed at its source, or was damaged on the way. */
  | { readonly type: 'restart'; readonly name: string; readonly reason: string }

export interface DownloadOptions {
  readonly http: HttpSettings
  readonly signal: AbortSignal
  readonly onEvent?: (event: DownloadEvent) => void
}

/** A file that changes three times while it is fetched is being written. */
const MOST_RESTARTS = 3

/**
 * Fetches a file to `target`: goes on where an earlier try stopped, checks its hash, and gives it its name only when it is
 * whole. Aborting keeps what has arrived.
 */
export async function downloadFile(
  file: RemoteFile,
  target: string,
  { http, signal, onEvent = () => {} }: DownloadOptions,
): Promise<ArrivedFile> {
  await mkdir(dirname(target), { recursive: true })
  const onWait = (error: WorkspaceError, ms: number) =>
    onEvent({ type: 'waiting', name: file.name, reason: error.message, ms })
  let noRanges = false
  let earlier: string | undefined
  for (let restarts = 0; ; restarts++) {
    const facts = await withRetry(() => probe(file, http, signal), { policy: http.retry, signal, onWait })
    const remote = noRanges ? { ...facts, ranges: false } : facts
    if (earlier !== undefined && earlier !== facts.identity) {
      onEvent({ type: 'restart', name: file.name, reason: 'it changed at its source' })
    }
    earlier = facts.identity
    const expected = expectedHash(file, remote)
    const part = await PartFile.open(target, remote)
    try {
      if (remote.sizeBytes !== undefined) await ensureFreeSpace(dirname(target), remote.sizeBytes - part.receivedBytes)
      const resumed = part.receivedBytes > 0
      const onBytes = () =>
        onEvent({ type: 'bytes', name: file.name, receivedBytes: part.receivedBytes, sizeBytes: remote.sizeBytes })
      onBytes()
      const outcome = await fetchInto(file, part, remote, http, { signal, onBytes, onWait })
      if (outcome === 'complete') {
        const arrived = await check(file, part, remote, expected, { signal, onEvent })
        if (arrived !== undefined) {
          await part.finish(target)
          return { ...arrived, path: target, commit: remote.commit }
        }
        if (!resumed || restarts >= 1) throw damaged(file, expected)
      }
      if (restarts >= MOST_RESTARTS) {
        throw new WorkspaceError('network', `${file.name} keeps changing at its source.`, { hint: 'Try again later.' })
      }
      // Asked for a part and given the whole: the next try takes the whole.
      noRanges = outcome === 'changed' && restarts >= 1
      if (outcome === 'changed') continue // What arrived stays if the next look says that the file is still the same.
      onEvent({ type: 'restart', name: file.name, reason: 'what had arrived earlier does not fit' })
      await part.discard()
    } catch (error) {
      // A full part with the wrong bytes is of no use to the next try.
      if (error instanceof WorkspaceError && error.code === 'corrupt-file') await part.discard()
      throw error
    } finally {
      await part[Symbol.asyncDispose]()
    }
  }
}

async function fetchInto(
  file: RemoteFile,
  part: PartFile,
  remote: RemoteFacts,
  http: HttpSettings,
  options: FetchOptions,
): Promise<Outcome> {
  const { sizeBytes } = remote
  if (sizeBytes !== undefined && part.receivedBytes === sizeBytes) return 'complete'
  if (sizeBytes !== undefined && remote.ranges) return fetchRanges(file, part, { ...remote, sizeBytes }, http, options)
  return withRetry(() => fetchWhole(file, part, remote, http, options), {
    policy: http.retry,
    signal: options.signal,
    onWait: options.onWait,
  })
}

/** From a server that gives no parts: a break starts at zero again. */
async function fetchWhole(
  file: RemoteFile,
  part: PartFile,
  { sizeBytes }: RemoteFacts,
  http: HttpSettings,
  { signal, onBytes }: FetchOptions,
): Promise<Outcome> {
  await part.clear()
  const { response } = await openUrl(file.url, http, { signal, ...(file.gatePage && { gatePage: file.gatePage }) })
  let at = 0
  for await (const bytes of bodyOf(response, http)) {
    signal.throwIfAborted()
    await part.write(bytes, at)
    at += bytes.length
    onBytes()
  }
  if (sizeBytes === undefined || at === sizeBytes) return 'complete'
  throw new WorkspaceError('network', `${new URL(file.url).host} sent ${at} of ${sizeBytes} bytes of ${file.name}.`, {
    hint: 'It gives no parts of files, so that the next try begins anew.',
  })
}

/** Which one is checked where several are known: the strongest. */
const hashOrder: readonly HashName[] = ['sha256', 'sha512', 'git-blob-sha1', 'sha1', 'md5']

interface Expected {
  readonly name: HashName
  readonly value: string
}

/** The hash to check: what was known beforehand, else what the server states. Two that differ end it before a byte is fetched. */
function expectedHash(file: RemoteFile, remote: RemoteFacts): Expected | undefined {
  const { sha256 } = file.hashes
  if (sha256 !== undefined && remote.sha256 !== undefined && sha256 !== remote.sha256) {
    throw new WorkspaceError(
      'corrupt-file',
      `${file.name} at its source is not the file that was asked for (sha256 ${remote.sha256.slice(0, 12)} there, ${sha256.slice(0, 12)} expected).`,
      { hint: 'It was replaced. Nothing was fetched; to take what is there now, pull it by its address.' },
    )
  }
  const known = { 'git-blob-sha1': remote.gitBlobSha1, ...file.hashes, sha256: sha256 ?? remote.sha256 }
  const name = hashOrder.find((each) => known[each] !== undefined)
  return name === undefined ? undefined : { name, value: known[name]! }
}

/** The facts of a part that is what it should be, or undefined. */
async function check(
  file: RemoteFile,
  part: PartFile,
  remote: RemoteFacts,
  expected: Expected | undefined,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: DownloadEvent) => void },
): Promise<Omit<ArrivedFile, 'path' | 'commit'> | undefined> {
  const sizeBytes = await part.size()
  const wanted = remote.sizeBytes ?? file.sizeBytes
  if (wanted !== undefined && sizeBytes !== wanted) return undefined
  const names: HashName[] = expected === undefined ? ['sha256'] : [...new Set<HashName>(['sha256', expected.name])]
  const hashes = await hashFile(part.path, names, {
    signal,
    onProgress: (readBytes) => onEvent({ type: 'checking', name: file.name, readBytes, sizeBytes }),
  })
  if (expected !== undefined && hashes[expected.name] !== expected.value) return undefined
  return { sizeBytes, sha256: hashes.sha256, checkedAgainst: expected?.name }
}

function damaged(file: RemoteFile, expected: Expected | undefined): WorkspaceError {
  const stated = expected === undefined ? 'its length' : `the ${expected.name} ${expected.value.slice(0, 12)}…`
  return new WorkspaceError('corrupt-file', `${file.name} arrived, but is not what its source states (${stated}).`, {
    hint: 'It was deleted. Try again; if it stays so, the source serves another file than it says.',
  })
}

/** A whole file that an earlier try left, when it has the hash that is known beforehand. */
export async function isThere(path: string, { hashes }: RemoteFile): Promise<ArrivedFile | undefined> {
  const name = hashOrder.find((each) => hashes[each] !== undefined)
  if (name === undefined || !existsSync(path)) return undefined
  const found = await hashFile(path, [...new Set<HashName>(['sha256', name])])
  if (found[name] !== hashes[name]) return undefined
  return { path, sha256: found.sha256, sizeBytes: (await stat(path)).size, checkedAgainst: name, commit: undefined }
}
