import { Image, ListChecks, SlidersHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCurrentProject } from '../../api/projects.ts'
import { useQueue } from '../../api/queue.ts'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Segmented } from '../../design/segmented.tsx'
import { keepToastsAbove } from '../../design/toast-room.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { DroppedPicture } from './drop/dropped-picture.tsx'
import { useDroppedFile } from './drop/use-dropped-file.ts'
import { formStore } from './form/form-store.ts'
import { FormPanel } from './form-panel.tsx'
import { GenerateBar } from './generate-bar.tsx'
import { QueueSheet } from './queue/queue-sheet.tsx'
import { seedOfJob } from './stage/result-of-job.ts'
import { ResultStrip } from './stage/result-strip.tsx'
import { Stage } from './stage/stage.tsx'
import { useFeed } from './stage/use-feed.ts'
import { useArrivals } from './use-arrivals.ts'

/** The heart of the studio: what to make on the left, what was made on the right; one after the other on a phone. */
export default function CreatePage() {
  const project = useCurrentProject()
  useEffect(() => {
    if (project !== undefined) formStore.open(project.id)
  }, [project])
  useArrivals(project?.id)
  const feed = useFeed()
  const [side, setSide] = useState<'form' | 'picture'>('form')
  const [isQueueOpen, setQueueOpen] = useState(false)
  const [dropped, setDropped] = useState<File>()
  const isOver = useDroppedFile(setDropped)
  const queue = useQueue().data
  const inQueue = (queue?.queued.length ?? 0) + (queue?.running === undefined ? 0 : 1)
  useShortcut({
    id: 'create-queue',
    keys: 'q',
    label: 'Show the queue',
    scope: 'Create',
    action: () => setQueueOpen(true),
  })
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[24rem_minmax(0,1fr)] xl:grid-cols-[26rem_minmax(0,1fr)]">
      <title>Create · ai-workspace</title>
      <h1 className="sr-only">Create</h1>
      {/* A scrolling region must be reachable with the keyboard. */}
      <section
        aria-label="What to make"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        className={classNames(
          'relative min-h-0 overflow-y-auto border-line bg-surface-1 -outline-offset-2 md:block md:border-r',
          side === 'form' ? 'block' : 'hidden',
        )}
      >
        <FormPanel lastSeed={feed.current === undefined ? undefined : seedOfJob(feed.current)} />
      </section>
      <section
        aria-label="What was made"
        className={classNames(
          'min-h-0 min-w-0 flex-col bg-canvas md:row-span-2 md:flex',
          side === 'picture' ? 'flex' : 'hidden',
        )}
      >
        <Stage feed={feed} />
        <ResultStrip feed={feed} />
      </section>
      <div
        ref={keepToastsAbove}
        className="flex items-center gap-2 border-t border-line bg-surface-1 p-2.5 md:col-start-1 md:row-start-2 md:border-r lg:p-3"
      >
        <Segmented
          label="Show"
          className="md:hidden"
          value={side}
          onValueChange={setSide}
          options={[
            { value: 'form', label: <SlidersHorizontal aria-hidden />, title: 'What to make' },
            { value: 'picture', label: <Image aria-hidden />, title: 'What was made' },
          ]}
        />
        <GenerateBar past={feed.jobs} onSent={() => setSide('picture')} />
        <Button
          variant="quiet"
          icon={<ListChecks />}
          aria-label={inQueue === 0 ? 'Queue' : `Queue: ${inQueue} ${inQueue === 1 ? 'job' : 'jobs'}`}
          onClick={() => setQueueOpen(true)}
          className="px-2! tabular-nums"
        >
          {inQueue === 0 ? null : inQueue}
        </Button>
      </div>
      <QueueSheet open={isQueueOpen} onOpenChange={setQueueOpen} />
      {dropped === undefined ? null : (
        <DroppedPicture
          key={`${dropped.name} ${dropped.lastModified}`}
          file={dropped}
          onClose={() => setDropped(undefined)}
        />
      )}
      {isOver ? (
        <div
          aria-hidden
          className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-surface-0/80 text-lg font-medium text-accent-text"
        >
          Drop it to read its settings, or to begin from it
        </div>
      ) : null}
    </div>
  )
}
