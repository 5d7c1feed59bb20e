import { ListChecks, Pause, Play, Search, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useJobs } from '../../api/jobs.ts'
import { useChangeQueue, useQueue } from '../../api/queue.ts'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Input } from '../../design/input.tsx'
import { LoadMore } from '../../design/load-more.tsx'
import { Page } from '../../design/page.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { Split } from '../../design/split.tsx'
import { toastError } from '../../design/toast-store.ts'
import { groupByDay } from '../../format/group-by-day.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { JobDetail } from './job-detail.tsx'
import { endedFilter, type JobView, showsActive, toJobView } from './job-filter.ts'
import { JobRow } from './job-row.tsx'
import { JobSection } from './job-section.tsx'
import { WaitingList } from './waiting-list.tsx'

const views: readonly { value: JobView; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'done', label: 'Done' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
]

/** Everything that runs, waits or has ended, and one job in detail. */
export default function JobsPage() {
  const [search, setSearch] = useSearchParams()
  const view = toJobView(search.get('show'))
  const chosen = search.get('job') ?? undefined
  const [text, setText] = useState(search.get('q') ?? '')
  const q = useDeferredValue(text)
  const [clearing, setClearing] = useState(false)
  const queue = useQueue()
  const filter = endedFilter(view, q)
  const ended = useJobs(filter ?? { state: ['done', 'failed', 'cancelled'] })
  const change = useChangeQueue()

  const set = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        if (value === undefined) before.delete(name)
        else before.set(name, value)
        return before
      },
      { replace: true },
    )
  const choose = (id: string) => set('job', id === chosen ? undefined : id)
  const paused = queue.data?.paused === true
  const toggle = () => change.mutate(paused ? 'resume' : 'pause', { onError: toastError })
  useShortcut({ id: 'jobs-pause', keys: 'shift+p', label: 'Pause or resume the queue', scope: 'Jobs', action: toggle })

  const matches = ({ label }: { label: string }) => label.toLowerCase().includes(q.trim().toLowerCase())
  const running = showsActive(view) ? [queue.data?.running].filter((job) => job !== undefined).filter(matches) : []
  // The order of all decides where one is moved to: while only some are shown there is nothing to move between.
  const waiting = showsActive(view) ? (queue.data?.queued ?? []).filter(matches) : []
  const canMove = q.trim() === ''
  const list = filter === undefined ? [] : (ended.data?.pages.flatMap(({ items }) => items) ?? [])
  const loading = queue.isPending || (filter !== undefined && ended.isPending)
  const error = queue.error ?? (filter === undefined ? null : ended.error)
  const nothing = running.length + waiting.length + list.length === 0

  return (
    <Page
      title="Jobs"
      wide
      detail={
        queue.data === undefined ? undefined : countWords(queue.data.queued.length, queue.data.running !== undefined)
      }
      actions={
        <>
          {(queue.data?.queued.length ?? 0) > 0 ? (
            <Button icon={<Trash2 />} onClick={() => setClearing(true)}>
              Clear waiting
            </Button>
          ) : null}
          <Button icon={paused ? <Play /> : <Pause />} busy={change.isPending} onClick={toggle}>
            {paused ? 'Resume' : 'Pause'}
          </Button>
        </>
      }
      toolbar={
        <>
          <Segmented
            label="Show"
            options={views}
            value={view}
            onValueChange={(value) => set('show', value === 'all' ? undefined : value)}
          />
          <div className="min-w-40 flex-1 sm:max-w-72">
            <Input
              type="search"
              aria-label="Search jobs"
              placeholder="Search by words or node"
              icon={<Search />}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        </>
      }
    >
      <Split
        title="Job"
        onClose={() => set('job', undefined)}
        {...(chosen === undefined ? {} : { detail: <JobDetail key={chosen} id={chosen} /> })}
      >
        <div className="flex flex-col gap-5 p-2 sm:p-3">
          {paused ? (
            <p className="mx-1 flex items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
              <Pause aria-hidden className="size-4" /> The queue is paused: what runs is finished, nothing new begins.
            </p>
          ) : null}
          {running.length === 0 ? null : (
            <JobSection title="Running">
              {running.map((job) => (
                <JobRow key={job.id} job={job} chosen={job.id === chosen} onChoose={choose} />
              ))}
            </JobSection>
          )}
          {waiting.length === 0 ? null : (
            <JobSection title={`Waiting (${waiting.length})`}>
              {canMove ? (
                <WaitingList jobs={waiting} chosen={chosen} onChoose={choose} />
              ) : (
                waiting.map((job) => <JobRow key={job.id} job={job} chosen={job.id === chosen} onChoose={choose} />)
              )}
            </JobSection>
          )}
          {groupByDay(list, (job) => job.endedAt ?? job.createdAt).map(({ title, items }) => (
            <JobSection key={title} title={title}>
              {items.map((job) => (
                <JobRow key={job.id} job={job} chosen={job.id === chosen} onChoose={choose} />
              ))}
            </JobSection>
          ))}
          {filter === undefined ? null : (
            <LoadMore
              hasMore={ended.hasNextPage}
              busy={ended.isFetchingNextPage}
              onLoad={() => void ended.fetchNextPage()}
            />
          )}
          {error !== null && nothing ? (
            <ErrorState
              error={error}
              onRetry={() => {
                void queue.refetch()
                void ended.refetch()
              }}
            />
          ) : loading ? (
            <SkeletonRows rows={8} className="h-11" />
          ) : nothing ? (
            <Nothing
              filtered={q.trim() !== '' || view !== 'all'}
              onReset={() => [setText(''), set('show', undefined)]}
            />
          ) : null}
        </div>
      </Split>
      <ConfirmDialog
        open={clearing}
        onOpenChange={setClearing}
        title="Clear the waiting jobs?"
        action={`Cancel ${queue.data?.queued.length ?? 0} jobs`}
        busy={change.isPending}
        onConfirm={() => change.mutate('clear', { onError: toastError, onSettled: () => setClearing(false) })}
      >
        They are kept as cancelled and can be run again one by one. What runs now goes on.
      </ConfirmDialog>
    </Page>
  )
}

function Nothing({ filtered, onReset }: { filtered: boolean; onReset: () => void }) {
  if (filtered) {
    return (
      <EmptyState icon={<Search />} title="No job matches" action={<Button onClick={onReset}>Show all</Button>}>
        Nothing fits this filter.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<ListChecks />}
      title="No jobs yet"
      action={
        <Button variant="primary" asChild>
          <Link to="/">Make something</Link>
        </Button>
      }
    >
      Every picture, texture and mesh is made by a job. They appear here with their progress, also those of the command
      line.
    </EmptyState>
  )
}

function countWords(waiting: number, isRunning: boolean): string {
  const parts = [isRunning ? '1 running' : '', waiting === 0 ? '' : `${waiting} waiting`].filter(Boolean)
  return parts.length === 0 ? 'idle' : parts.join(', ')
}
