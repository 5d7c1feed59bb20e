import { WorkspaceError } from '../../../base/error.ts'

/** The bytes of base64, with or without `data:…;base64,` in front. Error: `bad-input` where it is not whole base64. */
export function decodeBase64(text: string, what: string): Uint8Array {
  const start = text.startsWith('data:') ? text.indexOf(',') + 1 : 0
  const bytes = Buffer.from(text.slice(start), 'base64')
  // Buffer skips what is no base64: then there are fewer bytes than the letters say.
  const letters = text.length - start - (/[\s=]*$/.exec(text.slice(-8))?.[0].length ?? 0)
  if (bytes.length > 0 && bytes.length >= Math.floor((letters * 3) / 4) - (letters >> 5)) return bytes
  throw new WorkspaceError('bad-input', `${what} is not whole base64.`, {
    hint: 'Send the bytes of a PNG, JPEG or WebP in base64, with or without "data:image/png;base64," in front.',
  })
}
