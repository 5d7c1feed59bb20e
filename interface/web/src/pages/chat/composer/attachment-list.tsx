import { X } from 'lucide-react'
import { useFoundAssets } from '../../../api/assets.ts'
import { AssetPicture } from '../../../design/asset-picture.tsx'
import { Spinner } from '../../../design/spinner.tsx'
import type { DraftAttachment } from './drafts.ts'

/** What goes along with the message, each with a way to take it away. */
export function AttachmentList({
  attachments,
  arriving,
  onRemove,
}: {
  attachments: readonly DraftAttachment[]
  /** Names of files that are still on their way to the server. */
  arriving: readonly string[]
  onRemove: (id: string) => void
}) {
  const { found } = useFoundAssets(attachments.map(({ id }) => id))
  if (attachments.length === 0 && arriving.length === 0) return null
  return (
    <ul aria-label="Attached" className="flex flex-wrap gap-1.5 px-2 pt-2">
      {attachments.map(({ id, name }) => {
        const asset = found.find((each) => each.id === id)
        return (
          <li key={id} className="flex h-9 items-center gap-2 rounded-md border border-line bg-surface-1 pl-0.5">
            {asset === undefined ? null : <AssetPicture asset={asset} className="size-8 rounded-sm [&>svg]:size-4" />}
            <span className="max-w-32 truncate text-xs">{name}</span>
            <button
              type="button"
              aria-label={`Take ${name} away`}
              onClick={() => onRemove(id)}
              className="flex size-7 items-center justify-center rounded-sm text-ink-faint hover:text-ink pointer-coarse:size-9"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        )
      })}
      {arriving.map((name) => (
        <li key={name} className="flex h-9 items-center gap-2 rounded-md border border-line bg-surface-1 px-2 text-xs">
          <Spinner /> <span className="max-w-32 truncate">{name}</span>
        </li>
      ))}
    </ul>
  )
}
