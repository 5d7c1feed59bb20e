import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import {
  decodeImage,
  largestImagePixels,
  readImageSize,
  sniffImage,
} from '../../../core/imaging/codecs/decode-image.ts'
import type { Workspace } from '../../../core/workspace.ts'

/** A picture that came with a request, as an asset. */
export interface TakenPicture {
  readonly id: string
  readonly width: number
  readonly height: number
}

/**
 * Takes a picture that came with a request into the current project, after it was decoded once. No name points to it, so that
 * the gallery shows what was made and not what was sent; lineage and replay know it. Errors: `bad-input`, `corrupt-file`.
 */
export async function takePicture(
  { assets, projects, config }: Workspace,
  bytes: Uint8Array,
  name: string,
): Promise<TakenPicture> {
  if (sniffImage(bytes) === undefined) {
    throw new WorkspaceError('bad-input', `The ${name} is not a PNG, JPEG or WebP picture.`)
  }
  const stated = await readImageSize(bytes)
  if (stated.width * stated.height > largestImagePixels) {
    throw new WorkspaceError(
      'bad-input',
      `The ${name} is ${stated.width} × ${stated.height}: more than ${largestImagePixels} pixels.`,
    )
  }
  // A camera's rotation is applied: the size that counts is the decoded one.
  const { width, height } = await decodeImage(bytes)
  const project = projects.current()
  const session = projects.currentSession(project, config.projects.sessionGapHours)
  const draft = {
    name,
    kind: 'image',
    mediaType: stated.mediaType,
    facts: { width, height, source: 'request' },
  } as const
  const asset: Asset = await assets.put(draft, bytes, { project, session, jobId: '', recipe: undefined })
  return { id: asset.id, width, height }
}
