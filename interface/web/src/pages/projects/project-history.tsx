import { History, Redo2, Undo2 } from 'lucide-react'
import { useHistory, useUndo } from '../../api/projects.ts'
import type { HistoryEntry, Project } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { formatAgo, formatMoment } from '../../format/format-time.ts'
import { jobTitle } from '../../format/job-title.ts'
import { describeChanges, splitHistory, stepsTo } from './history-place.ts'

/** What was done in a project, newest first, with the present between what is in force and what was taken back. */
export function ProjectHistory({ project }: { project: Project }) {
  const { data: history, error, refetch } = useHistory(project.slug)
  const { mutateAsync, isPending } = useUndo()
  const parts = splitHistory(history?.items ?? [])

  const go = async (direction: 'undo' | 'redo', count: number) => {
    try {
      for (let step = 0; step < count; step++) await mutateAsync({ slug: project.slug, direction })
      const back = direction === 'undo' ? ('redo' as const) : ('undo' as const)
      toast({
        tone: 'success',
        title: `${count === 1 ? 'One change' : `${count} changes`} ${direction === 'undo' ? 'undone' : 'done again'}`,
        action: { label: back === 'undo' ? 'Undo' : 'Redo', onSelect: () => void go(back, count) },
      })
    } catch (thrown) {
      toastError(thrown)
    }
  }
  const goTo = (entry: HistoryEntry) => {
    const { direction, count } = stepsTo(entry, parts)
    void go(direction, count)
  }

  return (
    <section aria-label="History" className="flex min-w-0 flex-col gap-3">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h2 className="text-xs font-medium text-ink-faint">History</h2>
        <div className="flex gap-2">
          <Button
            size="small"
            icon={<Undo2 />}
            disabled={history?.canUndo !== true || isPending}
            onClick={() => void go('undo', 1)}
          >
            Undo
          </Button>
          <Button
            size="small"
            icon={<Redo2 />}
            disabled={history?.canRedo !== true || isPending}
            onClick={() => void go('redo', 1)}
          >
            Redo
          </Button>
        </div>
      </div>
      {history === undefined ? (
        error === null ? (
          <SkeletonRows rows={6} className="h-14" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : history.items.length === 0 ? (
        <EmptyState icon={<History />} title="Nothing was done yet">
          Every finished job and every change of versions is listed here, and can be taken back: no file is ever
          overwritten.
        </EmptyState>
      ) : (
        <ol className="flex flex-col">
          {parts.ahead.map((entry) => (
            <Entry key={entry.id} entry={entry} action="Redo to here" disabled={isPending} onGo={() => goTo(entry)} />
          ))}
          <li aria-label="Now" className="flex items-center gap-3 py-1 pl-1 text-xs font-medium text-accent-text">
            <span aria-hidden className="size-3 rounded-full border-2 border-accent bg-surface-0" />
            Now
            <span aria-hidden className="h-px flex-1 bg-accent/40" />
          </li>
          {parts.behind.map((entry, index) => (
            <Entry
              key={entry.id}
              entry={entry}
              {...(index === 0 ? {} : { action: 'Back to here' })}
              disabled={isPending}
              onGo={() => goTo(entry)}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

function Entry({
  entry,
  action,
  disabled,
  onGo,
}: {
  entry: HistoryEntry
  action?: string
  disabled: boolean
  onGo: () => void
}) {
  return (
    <li className="group relative flex gap-3 pl-1">
      <span aria-hidden className="flex w-3 shrink-0 flex-col items-center">
        <span
          className={classNames(
            'w-px flex-1',
            entry.undone ? 'border-l border-dashed border-line-strong' : 'bg-line-strong',
          )}
        />
        <span
          className={classNames('size-2 rounded-full', entry.undone ? 'border border-line-strong' : 'bg-line-strong')}
        />
        <span
          className={classNames(
            'w-px flex-1',
            entry.undone ? 'border-l border-dashed border-line-strong' : 'bg-line-strong',
          )}
        />
      </span>
      <div className="flex min-w-0 flex-1 items-center justify-between gap-3 rounded-md px-2 py-2 group-focus-within:bg-surface-1 group-hover:bg-surface-1">
        <div className="flex min-w-0 flex-col">
          <span className={classNames('truncate', entry.undone ? 'text-ink-faint' : 'font-medium')}>
            {jobTitle(entry.label)}
            {entry.undone ? <span className="sr-only"> (undone)</span> : null}
          </span>
          <span className="truncate text-xs text-ink-faint">{describeChanges(entry)}</span>
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {action === undefined ? null : (
            <IconButton
              size="small"
              label={action}
              icon={entry.undone ? <Redo2 /> : <Undo2 />}
              disabled={disabled}
              onClick={onGo}
              className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
            />
          )}
          <time dateTime={entry.at} title={formatMoment(entry.at)} className="text-xs text-ink-faint tabular-nums">
            {formatAgo(entry.at)}
          </time>
        </div>
      </div>
    </li>
  )
}
