import { FileText, Image } from 'lucide-react'
import { Link } from 'react-router'
import { useAsset } from '../../../api/assets.ts'
import type { ChatMessage } from '../../../api/wire.ts'
import { addressOf } from '../made/address-of.ts'

type Citation = ChatMessage['citations'][number]

/** Where an answer has its facts from. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  if (citations.length === 0) return null
  return (
    <ol aria-label="Sources" className="flex flex-wrap gap-1.5">
      {citations.map((citation, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same source may be named twice
        <li key={place} className="max-w-full">
          <Source citation={citation} number={place + 1} />
        </li>
      ))}
    </ol>
  )
}

function Source({ citation, number }: { citation: Citation; number: number }) {
  const asset = useAsset(citation.assetId).data
  const look =
    'flex max-w-64 items-center gap-1.5 rounded-md border border-line bg-surface-1 px-2 py-1 text-xs text-ink-soft [&>svg]:size-3.5 [&>svg]:shrink-0'
  const words = (
    <>
      {citation.assetId === undefined ? <FileText aria-hidden /> : <Image aria-hidden />}
      <span className="text-ink-faint tabular-nums">{number}</span>
      <span className="truncate">{asset?.name ?? citation.path ?? 'an asset'}</span>
    </>
  )
  return asset === undefined ? (
    <span title={citation.quote} className={look}>
      {words}
    </span>
  ) : (
    <Link to={addressOf(asset)} title={citation.quote} className={`${look} hover:border-line-strong hover:text-ink`}>
      {words}
    </Link>
  )
}
