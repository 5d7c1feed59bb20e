import { createHash } from 'node:crypto'
import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { assetName } from '../../../core/imaging/asset-name.ts'
import {
  decodeImage,
  largestImagePixels,
  readImageSize,
  sniffImage,
} from '../../../core/imaging/codecs/decode-image.ts'
import { readSettings } from '../../../core/imaging/metadata/read-settings.ts'
import type { Workspace } from '../../../core/workspace.ts'

/** A picture that came with a request, as an asset. */
export interface TakenPicture {
  readonly id: string
  readonly width: number
  readonly height: number
}

/** What a picture was sent for; also its name where nothing better is known. */
export type SentAs = 'start-picture' | 'mask' | 'control-picture' | 'picture'

/**
 * Takes a picture that came with a request into the current project, after it was decoded once. One that the project has already
 * is that asset, so that its lineage goes on. Another is named after its file or the words it says it was made of, and no name points
 * to it: the gallery shows what was made and not what was sent; lineage and replay know it. Errors: `bad-input`, `corrupt-file`.
 */
export async function takePicture(
  { assets, projects, config }: Workspace,
  bytes: Uint8Array,
  sentAs: SentAs,
  fileName?: string,
): Promise<TakenPicture> {
  if (sniffImage(bytes) === undefined) {
    throw new WorkspaceError('bad-input', `The ${sentAs} is not a PNG, JPEG or WebP picture.`)
  }
  const stated = await readImageSize(bytes)
  if (stated.width * stated.height > largestImagePixels) {
    throw new WorkspaceError(
      'bad-input',
      `The ${sentAs} is ${stated.width} × ${stated.height}: more than ${largestImagePixels} pixels.`,
    )
  }
  // A camera's rotation is applied: the size that counts is the decoded one.
  const { width, height } = await decodeImage(bytes)
  const project = projects.current()
  const sourceSha256 = createHash('sha256').update(bytes).digest('hex')
  const known = assets.byContent(sourceSha256, project.id)
  if (known?.kind === 'image' && known.trashedAt === undefined) return { id: known.id, width, height }
  const session = projects.currentSession(project, config.projects.sessionGapHours)
  const draft = {
    name: nameOf(bytes, fileName) ?? sentAs,
    kind: 'image',
    mediaType: stated.mediaType,
    facts: { width, height, source: 'request', sentAs, sourceSha256 },
  } as const
  const asset: Asset = await assets.put(draft, bytes, { project, session, jobId: '', recipe: undefined })
  return { id: asset.id, width, height }
}

/** Names that programs give to what has none. */
const meaningless = /^(image|picture|blob|file|upload|input|init|mask|tmp|temp|clipboard|untitled)?[-_ ()\d]*$/i

function nameOf(bytes: Uint8Array, fileName = ''): string | undefined {
  const stem = fileName.replace(/\.[a-z0-9]{1,8}$/i, '')
  if (!meaningless.test(stem)) return assetName(stem)
  try {
    const words = readSettings(bytes)?.prompt?.trim()
    return words === undefined || words === '' ? undefined : assetName(words)
  } catch {
    // The picture itself was read: what is damaged beside it is only missed as a name.
    return undefined
  }
}
