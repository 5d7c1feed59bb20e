import { ScrollText, Search } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { type LogLevel, useLogs } from '../../api/logs.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Input } from '../../design/input.tsx'
import { LoadMore } from '../../design/load-more.tsx'
import { Page } from '../../design/page.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { Switch } from '../../design/switch.tsx'
import { groupByDay } from '../../format/group-by-day.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { LogRow } from './log-row.tsx'

const levels: readonly { value: LogLevel; label: string; title: string }[] = [
  { value: 'debug', label: 'All', title: 'All entries' },
  { value: 'info', label: 'Info', title: 'Info and more important' },
  { value: 'warn', label: 'Warnings', title: 'Warnings and errors' },
  { value: 'error', label: 'Errors', title: 'Errors only' },
]

/** What the program wrote down, newest first. */
export default function LogsPage() {
  const [level, setLevel] = useState<LogLevel>('debug')
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const [follow, setFollow] = useState(true)
  const logs = useLogs({ level, ...(q === '' ? {} : { q }) }, { follow })
  const search = useRef<HTMLInputElement>(null)
  useShortcut({
    id: 'logs-search',
    keys: '/',
    label: 'Search the log',
    scope: 'Logs',
    action: () => search.current?.focus(),
  })
  useShortcut({
    id: 'logs-follow',
    keys: 'f',
    label: 'Follow the log or stop',
    scope: 'Logs',
    action: () => setFollow(!follow),
  })
  const filtered = q !== '' || level !== 'debug'
  return (
    <Page
      title="Logs"
      wide
      actions={
        <div className="flex items-center gap-2">
          <span aria-hidden className="text-ink-soft">
            Follow
          </span>
          <Switch checked={follow} onCheckedChange={setFollow} label="Follow" />
        </div>
      }
      toolbar={
        <>
          <Segmented label="Importance" options={levels} value={level} onValueChange={setLevel} />
          <div className="min-w-40 flex-1 sm:max-w-80">
            <Input
              ref={search}
              type="search"
              aria-label="Search the log"
              placeholder="Words that an entry must hold"
              icon={<Search />}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        </>
      }
    >
      {logs.isPending ? (
        <div className="p-4">
          <SkeletonRows rows={14} className="h-7" />
        </div>
      ) : logs.error !== null && logs.entries.length === 0 ? (
        <ErrorState error={logs.error} onRetry={() => void logs.refetch()} />
      ) : logs.entries.length === 0 ? (
        <EmptyState
          icon={<ScrollText />}
          title={filtered ? 'No entry matches' : 'Nothing was written yet'}
          {...(filtered
            ? {
                action: (
                  <Button
                    onClick={() => {
                      setText('')
                      setLevel('debug')
                    }}
                  >
                    Show all
                  </Button>
                ),
              }
            : {})}
        >
          {filtered ? undefined : 'Starts, failures and what they were about are written here. Prompts never are.'}
        </EmptyState>
      ) : (
        <div className="pb-4">
          {groupByDay(logs.entries, ({ at }) => at).map((day) => (
            <section key={day.title} aria-label={day.title}>
              <h2 className="sticky top-0 z-10 border-b border-line bg-surface-0 px-4 py-1.5 text-xs font-medium text-ink-faint">
                {day.title}
              </h2>
              <ol>
                {day.items.map((entry) => (
                  <LogRow key={entry.id} entry={entry} />
                ))}
              </ol>
            </section>
          ))}
          <LoadMore
            hasMore={logs.hasNextPage}
            busy={logs.isFetchingNextPage}
            onLoad={() => void logs.fetchNextPage()}
          />
        </div>
      )}
    </Page>
  )
}
