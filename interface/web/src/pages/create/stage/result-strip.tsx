import { Box, Clock, Grid3x3, TriangleAlert } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { assetThumbnailUrl } from '../../../api/assets.ts'
import { useJobProgress, withProgress } from '../../../api/jobs.ts'
import type { Job } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { keepToastsAbove } from '../../../design/toast-room.ts'
import { jobTitle } from '../../../format/job-title.ts'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { faceOfResult, resultOfJob } from './result-of-job.ts'
import { type Feed, selection } from './use-feed.ts'

/** Everything that was made here, newest first, with what is being made in front. */
export function ResultStrip({ feed }: { feed: Feed }) {
  const { jobs, current } = feed
  const strip = useRef<HTMLUListElement>(null)
  const place = useCallback((list: HTMLUListElement | null) => {
    strip.current = list
    return keepToastsAbove(list)
  }, [])
  const index = current === undefined ? -1 : jobs.indexOf(current)
  const go = (to: number) => jobs[to] !== undefined && selection.set(jobs[to].id)
  useShortcut({
    id: 'create-newer',
    keys: 'arrowleft',
    label: 'Show the newer result',
    scope: 'Create',
    action: () => go(index - 1),
  })
  useShortcut({
    id: 'create-older',
    keys: 'arrowright',
    label: 'Show the older result',
    scope: 'Create',
    action: () => go(index + 1),
  })
  useEffect(() => {
    strip.current?.querySelector(`[data-job="${current?.id}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current?.id])
  if (jobs.length === 0) return null
  return (
    <ul
      ref={place}
      aria-label="Made here"
      className="flex h-20 shrink-0 items-center gap-1.5 overflow-x-auto border-t border-line bg-surface-1 px-3"
    >
      {jobs.map((job) => (
        <li key={job.id} data-job={job.id} className="shrink-0">
          <button
            type="button"
            aria-label={nameOf(job)}
            aria-pressed={job.id === current?.id}
            title={jobTitle(job.label)}
            onClick={() => selection.set(job.id)}
            className={classNames(
              'relative flex size-15 items-center justify-center overflow-hidden rounded-md border-2 bg-canvas text-ink-faint transition-colors',
              job.id === current?.id ? 'border-accent' : 'border-transparent hover:border-line-strong',
            )}
          >
            <Face job={job} />
          </button>
        </li>
      ))}
      {feed.more === undefined ? null : (
        <li className="shrink-0">
          <button
            type="button"
            onClick={feed.more}
            className="h-15 rounded-md px-3 text-xs text-ink-soft hover:bg-surface-3"
          >
            Older …
          </button>
        </li>
      )}
    </ul>
  )
}

/** Its words, how many pictures where there are several, and its state. */
function nameOf(job: Job): string {
  const result = job.state === 'done' ? resultOfJob(job) : undefined
  const count = result?.kind === 'image' && result.images.length > 1 ? `${result.images.length} pictures, ` : ''
  return `${jobTitle(job.label)}, ${count}${job.state}`
}

function Face({ job: stored }: { job: Job }) {
  const job = withProgress(stored, useJobProgress(stored.id))
  const result = job.state === 'done' ? resultOfJob(job) : undefined
  if (job.state === 'failed') return <TriangleAlert aria-hidden className="size-5 text-danger" />
  if (job.state === 'queued') return <Clock aria-hidden className="size-5" />
  if (result === undefined) {
    return (
      <>
        {job.preview === undefined ? null : <img src={job.preview} alt="" className="size-full object-cover" />}
        <span
          className="absolute inset-x-0 bottom-0 h-1 origin-left bg-accent transition-transform"
          style={{ transform: `scaleX(${job.progress})` }}
        />
      </>
    )
  }
  const count = result.kind === 'image' && result.images.length > 1 ? result.images.length : undefined
  return (
    <>
      <img
        src={assetThumbnailUrl(faceOfResult(result), 'small')}
        alt=""
        loading="lazy"
        className="size-full object-cover"
      />
      <span className="absolute right-0.5 bottom-0.5 flex rounded-sm bg-surface-1/85 px-0.5 text-2xs text-ink-soft [&_svg]:size-3">
        {result.kind === 'mesh' ? <Box aria-hidden /> : result.kind === 'texture' ? <Grid3x3 aria-hidden /> : count}
      </span>
    </>
  )
}
