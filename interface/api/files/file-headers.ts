import { fileEndings } from '../../../base/asset.ts'

/** What a browser may show in its place: it runs nothing of these. Anything else is handed over as a download. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/webp', 'model/gltf-binary'])

export interface NamedFile {
  readonly mediaType: string
  /** The file's name for a person, without its ending. */
  readonly name: string
  readonly download: boolean
}

/**
 * Headers that keep a file from doing anything in the studio's origin, whatever it holds: an asset may be HTML or SVG in disguise.
 * A type that the workspace does not write itself is sent as bytes.
 */
export function fileHeaders({ mediaType, name, download }: NamedFile): Record<string, string> {
  const ending = fileEndings[mediaType]
  const isShown = shownTypes.has(mediaType) && !download
  return {
    'Content-Type': ending === undefined ? 'application/octet-stream' : mediaType,
    'Content-Disposition': disposition(isShown ? 'inline' : 'attachment', `${name}.${ending ?? 'bin'}`),
    'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
  }
}

/** RFC 6266: a plain ASCII name for old clients, and the real one in UTF-8. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  // Control characters, quotes and separators of paths never reach a header or a file dialog.
  const safe = name.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069"\\/:*?<>|]/gu, '_').toWellFormed()
  const ascii = safe
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
