import { useState } from 'react'
import { assetThumbnailUrl } from '../../api/assets.ts'
import { isOver } from '../../api/jobs.ts'
import type { Job } from '../../api/wire.ts'

/** What a job shows so far, or made, as a small picture; an empty place of the same size where there is none. */
export function JobThumbnail({ job }: { job: Job }) {
  const [first] = job.assets
  const preview = isOver(job.state) ? undefined : job.preview
  const address = preview ?? (first === undefined ? undefined : assetThumbnailUrl(first, 'small'))
  const [failed, setFailed] = useState<string>()
  return (
    <span aria-hidden className="size-8 shrink-0 overflow-hidden rounded-sm bg-surface-3 max-sm:hidden">
      {address === undefined || failed === address ? null : (
        <img
          src={address}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailed(address)}
          className="size-full object-cover"
        />
      )}
    </span>
  )
}
