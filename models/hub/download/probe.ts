import { WorkspaceError } from '../../../base/error.ts'
import { type Answer, type HttpSettings, openUrl } from './http.ts'
import type { RemoteFile } from './remote-file.ts'

/** What a server says of a file before it is fetched. */
export interface RemoteFacts {
  readonly sizeBytes: number | undefined
  /** It answers requests for parts. */
  readonly ranges: boolean
  /** Changes when the file does: compared before going on with a part. */
  readonly identity: string | undefined
  /** For If-Range: a strong ETag, else the date of the last change (RFC 9110, 13.1.5); absent where the hub states a hash. */
  readonly validator: string | undefined
  readonly sha256: string | undefined
  readonly gitBlobSha1: string | undefined
  /** The commit of the repository it comes from, where the server names it. */
  readonly commit: string | undefined
}

/** Asks for the first byte: tells size, ranges, version and, from a hub, the hash that the repository states. */
export async function probe(file: RemoteFile, http: HttpSettings, signal: AbortSignal): Promise<RemoteFacts> {
  const { gatePage } = file
  const answer = await openUrl(file.url, http, {
    signal,
    headers: { range: 'bytes=0-0' },
    ...(gatePage === undefined ? {} : { gatePage }),
  })
  await answer.response.body?.cancel()
  const { status, headers } = answer
  const etag = headers.get('etag') ?? undefined
  const linked = fromHops(answer, 'x-linked-etag')
  const commit = fromHops(answer, 'x-repo-commit')
  const hash = unquote(linked ?? (commit === undefined ? undefined : etag))
  const encoded = !['identity', null].includes(headers.get('content-encoding'))
  const sizeBytes = encoded ? undefined : sizeOf(answer)
  const stated = Number(fromHops(answer, 'x-linked-size') ?? Number.NaN)
  if (sizeBytes !== undefined && Number.isFinite(stated) && stated !== sizeBytes) {
    throw new WorkspaceError(
      'network',
      `${new URL(file.url).host} states ${stated} bytes for ${file.name} but sends ${sizeBytes}.`,
    )
  }
  const modified = headers.get('last-modified') ?? undefined
  const strong = etag?.startsWith('W/') === false ? etag : undefined
  return {
    sizeBytes,
    ranges: status === 206 && sizeBytes !== undefined,
    identity: linked ?? etag ?? modified,
    // Copies of a hub's file on several servers may differ in their ETag; its own hash says that they are the same.
    validator: linked === undefined ? (strong ?? modified) : undefined,
    sha256: /^[0-9a-f]{64}$/.test(hash ?? '') ? hash : undefined,
    gitBlobSha1: /^[0-9a-f]{40}$/.test(hash ?? '') ? hash : undefined,
    commit,
  }
}

function sizeOf({ status, headers }: Answer): number | undefined {
  if (status === 200) {
    const length = headers.get('content-length')
    return length === null ? undefined : Number(length)
  }
  // 'bytes 0-0/1234', and 'bytes */0' with 416 for an empty file.
  const total = /\/(\d+)\s*$/.exec(headers.get('content-range') ?? '')?.[1]
  return total === undefined ? undefined : Number(total)
}

function fromHops({ hops, headers }: Answer, name: string): string | undefined {
  return [...hops, headers].map((each) => each.get(name)).find((value) => value !== null) ?? undefined
}

function unquote(text: string | undefined): string | undefined {
  return text?.replace(/^(W\/)?"|"$/g, '')
}
