import type { MarkedToken, Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { assetThumbnailUrl } from '../../../api/assets.ts'
import { assetOfPicture, safeLink } from './safe-address.ts'

/** Words with their emphasis, links and pictures. */
export function Inline({ tokens }: { tokens: readonly Token[] | undefined }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by
  return tokens?.map((token, place) => <Piece key={place} token={token} />)
}

function Piece({ token: anyToken }: { token: Token }): ReactNode {
  const token = anyToken as MarkedToken
  switch (token.type) {
    case 'strong':
      return (
        <strong className="font-semibold">
          <Inline tokens={token.tokens} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      )
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      )
    case 'codespan':
      return <code className="rounded-sm bg-surface-3 px-1 py-px font-mono text-[0.92em]">{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return <SafeLink token={token} />
    case 'image':
      return <SafePicture token={token} />
    case 'text':
      return 'tokens' in token && token.tokens !== undefined ? <Inline tokens={token.tokens} /> : token.text
    case 'escape':
      return token.text
    default:
      // Raw HTML among them: shown, never read.
      return token.raw
  }
}

function SafeLink({ token }: { token: Tokens.Link }) {
  const link = safeLink(token.href)
  const words = <Inline tokens={token.tokens} />
  const look = 'text-accent-text underline decoration-accent/50 underline-offset-2 hover:decoration-current'
  if (link === undefined) return <span title={`Not opened: ${token.href}`}>{words}</span>
  if (link.kind === 'studio') {
    return (
      <Link to={link.href} className={look}>
        {words}
      </Link>
    )
  }
  return (
    <a href={link.href} title={link.href} target="_blank" rel="noopener noreferrer nofollow" className={look}>
      {words}
    </a>
  )
}

function SafePicture({ token }: { token: Tokens.Image }) {
  const id = assetOfPicture(token.href)
  if (id !== undefined) {
    return (
      <Link to={`/gallery/${id}`} className="inline-block">
        <img
          src={assetThumbnailUrl(id, 'medium')}
          alt={token.text === '' ? 'A picture of this workspace' : token.text}
          loading="lazy"
          className="max-h-72 rounded-md border border-line"
        />
      </Link>
    )
  }
  const link = safeLink(token.href)
  const words = `picture from elsewhere, not loaded: ${token.text || token.href}`
  if (link?.kind !== 'outside') return <span className="text-ink-faint">[{words}]</span>
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer nofollow" className="text-ink-faint underline">
      [{words}]
    </a>
  )
}
