import { Pause, Play, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useChangeQueue } from '../../api/queue.ts'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { LoadMore } from '../../design/load-more.tsx'
import { Page } from '../../design/page.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { Split } from '../../design/split.tsx'
import { toastError } from '../../design/toast-store.ts'
import { counted } from '../../format/counted.ts'
import { groupByDay } from '../../format/group-by-day.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { JobDetail } from './job-detail.tsx'
import { type JobSelection, toJobView } from './job-filter.ts'
import { JobRow } from './job-row.tsx'
import { JobSection } from './job-section.tsx'
import { JobsToolbar } from './jobs-toolbar.tsx'
import { NoJobs } from './no-jobs.tsx'
import { useJobKeys } from './use-job-keys.ts'
import { useJobList } from './use-job-list.ts'
import { WaitingList } from './waiting-list.tsx'

/** Everything that runs, waits or has ended, and one job in detail. */
export default function JobsPage() {
  const [search, setSearch] = useSearchParams()
  const [text, setText] = useState('')
  const [clearing, setClearing] = useState(false)
  const selection: JobSelection = {
    view: toJobView(search.get('show')),
    q: useDeferredValue(text.trim()),
    projectId: search.get('project') ?? undefined,
  }
  const chosen = search.get('job') ?? undefined
  const list = useJobList(selection)
  const change = useChangeQueue()

  const set = (values: Readonly<Record<string, string | undefined>>) =>
    setSearch(
      (before) => {
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined) before.delete(name)
          else before.set(name, value)
        }
        return before
      },
      { replace: true },
    )
  const show = (id: string) => set({ job: id })
  const row = { chosen, onChoose: (id: string) => set({ job: id === chosen ? undefined : id }) }
  const paused = list.queue?.paused === true
  const waiting = list.queue?.queued.length ?? 0
  const toggle = () => change.mutate(paused ? 'resume' : 'pause', { onError: toastError })
  useShortcut({ id: 'jobs-pause', keys: 'shift+p', label: 'Pause or resume the queue', scope: 'Jobs', action: toggle })
  useJobKeys({ ids: list.ids, chosen, onChoose: show })

  return (
    <Page
      title="Jobs"
      wide
      detail={list.queue === undefined ? undefined : summary(waiting, list.queue.running !== undefined)}
      actions={
        <>
          {waiting === 0 ? null : (
            <Button icon={<Trash2 />} onClick={() => setClearing(true)}>
              Clear waiting
            </Button>
          )}
          <Button icon={paused ? <Play /> : <Pause />} busy={change.isPending} onClick={toggle}>
            {paused ? 'Resume' : 'Pause'}
          </Button>
        </>
      }
      toolbar={
        <JobsToolbar
          selection={selection}
          text={text}
          onText={setText}
          onView={(view) => set({ show: view === 'all' ? undefined : view })}
          onProject={(projectId) => set({ project: projectId })}
        />
      }
    >
      <Split
        title="Job"
        onClose={() => set({ job: undefined })}
        {...(chosen === undefined ? {} : { detail: <JobDetail key={chosen} id={chosen} /> })}
      >
        <div className="flex flex-col gap-5 p-2 sm:p-3">
          {paused ? (
            <p className="mx-1 flex items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
              <Pause aria-hidden className="size-4" /> The queue is paused: what runs is finished, nothing new begins.
            </p>
          ) : null}
          {list.running.length === 0 ? null : (
            <JobSection title="Running">
              {list.running.map((job) => (
                <JobRow key={job.id} job={job} {...row} />
              ))}
            </JobSection>
          )}
          {list.waiting.length === 0 ? null : (
            <JobSection title={`Waiting (${list.waiting.length})`}>
              {list.canMove ? (
                <WaitingList jobs={list.waiting} {...row} />
              ) : (
                list.waiting.map((job) => <JobRow key={job.id} job={job} {...row} />)
              )}
            </JobSection>
          )}
          {groupByDay(list.over, (job) => job.endedAt ?? job.createdAt).map(({ title, items }) => (
            <JobSection key={title} title={title}>
              {items.map((job) => (
                <JobRow key={job.id} job={job} {...row} />
              ))}
            </JobSection>
          ))}
          <LoadMore hasMore={list.hasMore} busy={list.isLoadingMore} onLoad={list.loadMore} />
          {list.ids.length > 0 ? null : list.error !== null ? (
            <ErrorState error={list.error} onRetry={list.retry} />
          ) : list.isLoading ? (
            <SkeletonRows rows={8} className="h-12" />
          ) : (
            <NoJobs
              isFiltered={selection.q !== '' || selection.view !== 'all' || selection.projectId !== undefined}
              onReset={() => {
                setText('')
                set({ show: undefined, project: undefined })
              }}
            />
          )}
        </div>
      </Split>
      <ConfirmDialog
        open={clearing}
        onOpenChange={setClearing}
        title="Clear the waiting jobs?"
        action={`Cancel ${counted(waiting, 'job')}`}
        busy={change.isPending}
        onConfirm={() => change.mutate('clear', { onError: toastError, onSettled: () => setClearing(false) })}
      >
        They are kept as cancelled and can be run again one by one. What runs now goes on.
      </ConfirmDialog>
    </Page>
  )
}

function summary(waiting: number, isRunning: boolean): string {
  const parts = [isRunning ? '1 running' : '', waiting === 0 ? '' : `${waiting} waiting`].filter(Boolean)
  return parts.length === 0 ? 'idle' : parts.join(', ')
}
