import { WorkspaceError } from '../../../base/error.ts'
import { bodyOf, type HttpSettings, openUrl } from './http.ts'
import { missingPieces } from './intervals.ts'
import type { PartFile } from './part-file.ts'
import type { RemoteFacts } from './probe.ts'
import type { RemoteFile } from './remote-file.ts'
import { withRetry } from './retry.ts'

/** Small enough that a break costs little and the connections end together, large enough that asking is no cost. */
const PIECE_BYTES = 32 << 20

export interface FetchOptions {
  readonly signal: AbortSignal
  readonly onBytes: () => void
  readonly onWait: (error: WorkspaceError, ms: number) => void
}

/** 'changed': the server has another file now, or no longer answers for parts; what arrived is worth nothing. */
export type Outcome = 'complete' | 'changed'

/** Fetches what is missing of a file whose server gives parts, several at once. */
export async function fetchRanges(
  file: RemoteFile,
  part: PartFile,
  remote: RemoteFacts & { sizeBytes: number },
  http: HttpSettings,
  { signal, onBytes, onWait }: FetchOptions,
): Promise<Outcome> {
  const pieces = missingPieces(part.done, remote.sizeBytes, PIECE_BYTES)
  const others = new AbortController()
  const both = AbortSignal.any([signal, others.signal])
  let outcome: Outcome = 'complete'
  const worker = async () => {
    for (let piece = pieces.shift(); piece !== undefined && !both.aborted; piece = pieces.shift()) {
      const [start, end] = piece
      let at = start
      const fetchRest = async () => {
        if (at >= end) return
        const result = await fetchPiece(file, [at, end], remote, http, both, async (bytes) => {
          await part.write(bytes, at)
          at += bytes.length
          onBytes()
        })
        if (result === 'complete') return
        outcome = 'changed'
        others.abort()
      }
      await withRetry(fetchRest, {
        policy: http.retry,
        signal: both,
        progress: () => at - start + part.receivedBytes,
        onWait,
      })
    }
  }
  try {
    await Promise.all(
      Array.from({ length: Math.min(http.connections, pieces.length) }, () =>
        worker().catch((error: unknown) => {
          others.abort()
          if (outcome !== 'changed') throw error
        }),
      ),
    )
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
  return outcome
}

async function fetchPiece(
  file: RemoteFile,
  [start, end]: readonly [number, number],
  remote: RemoteFacts & { sizeBytes: number },
  http: HttpSettings,
  signal: AbortSignal,
  take: (bytes: Uint8Array) => Promise<void>,
): Promise<Outcome> {
  const { status, headers, response } = await openUrl(file.url, http, {
    signal,
    headers: {
      range: `bytes=${start}-${end - 1}`,
      ...(remote.validator === undefined ? {} : { 'if-range': remote.validator }),
    },
    ...(file.gatePage === undefined ? {} : { gatePage: file.gatePage }),
  })
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? []
  const same = status === 206 && Number(from) === start && Number(total) === remote.sizeBytes
  if (!same || isAnother(headers.get('etag'), remote.validator)) {
    await response.body?.cancel()
    return 'changed'
  }
  let left = end - start
  for await (const bytes of bodyOf(response, http)) {
    // Never past the part that was asked for, whatever is sent.
    const wanted = bytes.length > left ? bytes.subarray(0, left) : bytes
    await take(wanted)
    left -= wanted.length
    if (left === 0) return 'complete'
  }
  throw new WorkspaceError('network', `${new URL(file.url).host} ended a part ${left} bytes early.`, {
    hint: 'What has arrived is kept; the same command goes on.',
  })
}

function isAnother(etag: string | null, validator: string | undefined): boolean {
  return etag !== null && validator?.startsWith('"') === true && etag !== validator
}
