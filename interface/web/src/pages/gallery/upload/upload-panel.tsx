import { CircleAlert, CircleCheck, Copy, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Progress } from '../../../design/progress.tsx'
import { countWords } from '../asset-words.ts'
import { cancelUploads } from './start-uploads.ts'
import { isUploading, type Upload, uploadFraction, uploadSummary, uploads } from './upload-store.ts'

/** What becomes of the files that were dropped: progress, duplicates and errors of each. */
export function UploadPanel() {
  const list = useSyncExternalStore(uploads.subscribe, uploads.get)
  if (list.length === 0) return null
  const busy = isUploading(list)
  return (
    <section
      aria-label="Uploads"
      className="absolute bottom-3 left-3 z-30 flex max-h-80 w-80 max-w-[calc(100%-1.5rem)] animate-rise flex-col rounded-xl border border-line bg-surface-2 shadow-high"
    >
      <div className="flex items-center gap-2 py-2 pr-2 pl-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-sm font-medium">
            {busy ? `Uploading ${countWords(list.length, 'file')}` : uploadSummary(list)}
          </h2>
        </div>
        {busy ? (
          <Button size="small" onClick={cancelUploads}>
            Cancel
          </Button>
        ) : (
          <IconButton size="small" label="Close" icon={<X />} onClick={uploads.clear} />
        )}
      </div>
      {busy ? <Progress label="Uploading" fraction={uploadFraction(list)} className="px-3 pb-2" /> : null}
      <ul className="min-h-0 overflow-y-auto border-t border-line px-3 py-1">
        {list.map((upload) => (
          <Row key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  )
}

function Row({ upload }: { upload: Upload }) {
  const { name, state, fraction, assetId, error } = upload
  return (
    <li className="flex min-w-0 flex-col py-1.5 text-sm">
      <div className="flex min-w-0 items-center gap-2 [&>svg]:size-4 [&>svg]:shrink-0">
        {state === 'failed' ? (
          <CircleAlert aria-hidden className="text-danger-text" />
        ) : state === 'new' ? (
          <CircleCheck aria-hidden className="text-success-text" />
        ) : state === 'known' ? (
          <Copy aria-hidden className="text-ink-faint" />
        ) : null}
        {assetId === undefined ? (
          <span className="min-w-0 flex-1 truncate">{name}</span>
        ) : (
          <Link to={`/gallery/${assetId}`} className="min-w-0 flex-1 truncate hover:underline">
            {name}
          </Link>
        )}
        <span className="shrink-0 text-xs text-ink-faint tabular-nums">{words(state, fraction)}</span>
      </div>
      {error === undefined ? null : (
        <p className="pl-6 text-xs text-danger-text wrap-anywhere">
          {error.message}
          {error.hint === undefined ? null : <span className="text-ink-soft"> {error.hint}</span>}
        </p>
      )}
    </li>
  )
}

function words(state: Upload['state'], fraction: number): string {
  switch (state) {
    case 'waiting':
      return 'waiting'
    case 'sending':
      return fraction === 1 ? 'reading' : `${Math.round(fraction * 100)} %`
    case 'new':
      return 'added'
    case 'known':
      return 'there already'
    case 'failed':
      return 'failed'
    case 'cancelled':
      return 'cancelled'
    default:
      return state satisfies never
  }
}
