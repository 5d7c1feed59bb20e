import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { fetchJson, type HttpSettings } from '../download/http.ts'

/** A model repository, a commit or branch of it, and where one file is meant, which. */
export interface HubAddress {
  readonly repo: string
  readonly revision: string
  readonly path?: string
}

/** One file as the repository lists it. */
export interface HubFile {
  readonly path: string
  readonly sizeBytes: number | undefined
  /** Of a file kept in large-file storage. */
  readonly sha256?: string
  /** Of a file kept in git itself. */
  readonly gitBlobSha1?: string
}

export interface HubRepository {
  readonly commit: string
  readonly gated: boolean
  readonly licence: string | undefined
  readonly files: readonly HubFile[]
}

/** Reads `hf:owner/name`, `owner/name`, either with `@revision` and `/path`, and addresses of a hub's own pages. */
export function readHubAddress(text: string, endpoint: string): HubAddress | undefined {
  const short = /^(?:hf:)?([\w.-]+\/[\w.-]+?)(?:@([^/]+))?(?:\/(.+))?$/.exec(text)
  if (short !== null && !text.includes('://') && (text.startsWith('hf:') || !text.startsWith('.'))) {
    return address(short[1]!, short[2], short[3])
  }
  const hosts = [endpoint, defaultEndpoint].map((each) => new URL(each).origin)
  if (!URL.canParse(text) || !hosts.includes(new URL(text).origin)) return undefined
  const [owner, name, view, revision, ...path] = decodeURIComponent(new URL(text).pathname).split('/').filter(Boolean)
  if (owner === undefined || name === undefined) return undefined
  if (view !== undefined && !['resolve', 'blob', 'tree', 'raw'].includes(view)) return undefined
  return address(`${owner}/${name}`, revision, path.length === 0 || view === 'tree' ? undefined : path.join('/'))
}

/** The hub that the catalogue's repositories lie on, where no other is configured. */
export const defaultEndpoint = 'https://huggingface.co'

/** Where one file of a repository is fetched. */
export function hubFileUrl(endpoint: string, { repo, revision, path }: HubAddress & { path: string }): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return `${endpoint.replace(/\/$/, '')}/${repo}/resolve/${encodeURIComponent(revision)}/${encoded}`
}

/** The page on which a person accepts a repository's licence. */
export function hubPage(endpoint: string, repo: string): string {
  return `${endpoint.replace(/\/$/, '')}/${repo}`
}

const listing = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  gated: z.union([z.boolean(), z.string()]).default(false),
  cardData: z.object({ license: z.union([z.string(), z.array(z.string())]).optional() }).nullish(),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().optional(),
      blobId: z.string().optional(),
      lfs: z.object({ sha256: z.string().optional(), size: z.number().optional() }).nullish(),
    }),
  ),
})

/** What a repository holds at a revision, with sizes and hashes. One request. */
export async function listRepository(
  { repo, revision }: HubAddress,
  http: HttpSettings,
  signal: AbortSignal,
): Promise<HubRepository> {
  const { endpoint } = http
  const url = `${endpoint.replace(/\/$/, '')}/api/models/${repo}/revision/${encodeURIComponent(revision)}?blobs=true`
  const parsed = listing.safeParse(await fetchJson(url, http, { signal, gatePage: hubPage(endpoint, repo) }))
  if (!parsed.success) {
    throw new WorkspaceError('network', `${new URL(endpoint).host} lists ${repo} in a form that is not known.`, {
      hint: 'Check hub.endpoint: ai-workspace config get hub.endpoint',
    })
  }
  const { sha, gated, cardData, siblings } = parsed.data
  const licence = cardData?.license
  return {
    commit: sha,
    gated: gated !== false,
    licence: typeof licence === 'string' ? licence : licence?.join(', '),
    files: siblings.map(({ rfilename, size, blobId, lfs }) => ({
      path: rfilename,
      sizeBytes: lfs?.size ?? size,
      ...(lfs?.sha256 === undefined ? {} : { sha256: lfs.sha256 }),
      ...(lfs == null && blobId !== undefined ? { gitBlobSha1: blobId } : {}),
    })),
  }
}

function address(repo: string, revision = 'main', path?: string): HubAddress {
  return { repo, revision, ...(path === undefined ? {} : { path }) }
}
