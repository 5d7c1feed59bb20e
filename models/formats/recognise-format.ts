import type { ByteSource } from './byte-source.ts'

/** Kinds of files by their first bytes. The ones after `gguf` are no weights, and people meet them in their place. */
export type FileFormat =
  | 'safetensors'
  | 'torch'
  | 'gguf'
  | 'empty'
  | 'web-page'
  | 'git-lfs-pointer'
  | 'json'
  | 'hdf5'
  | 'archive'
  | 'unknown'

/** What a file is by its first bytes, whatever its name says. */
export async function recogniseFormat(source: ByteSource): Promise<FileFormat> {
  const head = await source.read(0, Math.min(64, source.sizeBytes))
  const text = Buffer.from(head).toString('latin1')
  if (head.length === 0) return 'empty'
  // A length below 2^32 and the brace of its header. A pickle begins alike but never has these zeros.
  if (head.length > 8 && text.slice(4, 9) === '\0\0\0\0{') return 'safetensors'
  if (text.startsWith('PK\x03\x04')) return 'torch'
  if (head[0] === 0x80 && head[1]! <= 5) return 'torch'
  if (text.startsWith('GGUF')) return 'gguf'
  if (text.startsWith('version https://git-lfs')) return 'git-lfs-pointer'
  if (/^\s*<(?:!doctype|html|head)/i.test(text)) return 'web-page'
  if (/^\s*[{[]/.test(text)) return 'json'
  if (text.startsWith('\x89HDF')) return 'hdf5'
  if (text.startsWith('\x1f\x8b') || text.startsWith('7z\xbc\xaf') || text.startsWith('Rar!')) return 'archive'
  return 'unknown'
}
