import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WorkspaceError } from '../../../base/error.ts'
import { writeFileWhole } from '../../../core/storage/files.ts'

/** 256 bits: beyond guessing. */
const tokenBytes = 32

/** The workspace's token from `config/token`, made the first time; only its owner may read the file. */
export function readToken(home: string): string {
  const path = join(home, 'config', 'token')
  if (!existsSync(path)) {
    writeFileWhole(path, new TextEncoder().encode(`${randomBytes(tokenBytes).toString('base64url')}\n`), {
      mode: 0o600,
    })
  }
  chmodSync(path, 0o600)
  const token = readFileSync(path, 'utf8').trim()
  if (/^[\w-]{32,}$/.test(token)) return token
  throw new WorkspaceError('config-invalid', `${path} holds no token.`, {
    hint: 'Delete the file: the next start makes a new one.',
  })
}

/** What the browser's cookie holds: made from the token, so that the cookie does not give the token away. */
export function sessionOf(token: string): string {
  return createHmac('sha256', token).update('ai-workspace browser session').digest('base64url')
}

/** Whether two secrets are equal, in a time that tells nothing of where they differ. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
