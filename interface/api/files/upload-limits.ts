import { join } from 'node:path'
import type { Context } from 'hono'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'

/** Where an upload lies while it is looked at, and how large it may be. */
export function uploadLimits({ workspace, signal }: ApiContext) {
  const maxBytes = workspace.config.server.maxUploadMb * 1_000_000
  return { folder: join(workspace.home, 'cache', 'uploads'), maxBytes, signal }
}

/** The answer to an upload that is larger. */
export function answerTooLarge(c: Context, { workspace }: ApiContext): never {
  const message = `The upload is larger than ${workspace.config.server.maxUploadMb} MB.`
  const hint = 'Raise the setting server.maxUploadMb, or import it from the disk: ai-workspace assets import FILE'
  return answerError(c, 413, { code: 'bad-input', message, hint })
}
