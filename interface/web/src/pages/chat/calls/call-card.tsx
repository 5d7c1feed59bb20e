import { Check, ChevronRight, CircleSlash, ListTodo, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFoundAssets } from '../../../api/assets.ts'
import type { ChatCall } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { Hint } from '../../../design/hint.tsx'
import { Spinner } from '../../../design/spinner.tsx'
import { CallResults } from '../made/call-results.tsx'
import { CallDetails } from './call-details.tsx'
import { CallProgress } from './call-progress.tsx'
import { failureOf, onlyLooks } from './call-state.ts'
import { assetsOfArguments, describeCall } from './describe-call.ts'
import { PermissionCard } from './permission-card.tsx'

/** A call of a tool: one line that opens, its progress while it runs, and below it what it made. */
export function CallCard({ call, conversationId }: { call: ChatCall; conversationId: string }) {
  const [isOpen, setOpen] = useState(false)
  const { title, detail } = describeCall(call)
  // Where no words say what it is about, the asset's name does.
  const about = useFoundAssets(detail === undefined ? assetsOfArguments(call.arguments).slice(0, 1) : []).found[0]
  if (call.state === 'asking') return <PermissionCard call={call} conversationId={conversationId} />
  const failure = failureOf(call)
  return (
    <div className="flex min-w-0 flex-col gap-2" data-call={call.tool} data-state={call.state}>
      <div className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface-1">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-h-9 w-full items-center gap-2 px-2.5 py-1.5 text-left text-sm -outline-offset-2 transition-colors hover:bg-surface-3 pointer-coarse:min-h-11"
        >
          {marks[call.state]}
          <span className="shrink-0 font-medium">{title}</span>
          <span className="min-w-0 flex-1 truncate text-ink-faint">{detail ?? about?.name}</span>
          <span className="sr-only">{stateWords[call.state]}</span>
          <ChevronRight
            aria-hidden
            className={classNames('size-4 shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90')}
          />
        </button>
        {call.state === 'running' ? <CallProgress call={call} /> : null}
        {failure === undefined ? null : (
          <div role="alert" className="border-t border-line bg-danger-soft px-2.5 py-2 text-danger-text wrap-anywhere">
            <p>{failure.message}</p>
            {failure.hint === undefined ? null : (
              <p className="text-xs opacity-90">
                <Hint text={failure.hint} />
              </p>
            )}
          </div>
        )}
        {isOpen ? <CallDetails call={call} /> : null}
      </div>
      {call.assets.length === 0 ? null : <CallResults ids={call.assets} small={onlyLooks(call.tool)} />}
    </div>
  )
}

const marks: Readonly<Record<ChatCall['state'], ReactNode>> = {
  proposed: <ListTodo aria-hidden className="size-4 shrink-0 text-info-text" />,
  asking: null,
  running: <Spinner className="shrink-0 text-accent-text" />,
  done: <Check aria-hidden className="size-4 shrink-0 text-success-text" />,
  failed: <TriangleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />,
  refused: <CircleSlash aria-hidden className="size-4 shrink-0 text-ink-faint" />,
}

const stateWords: Readonly<Record<ChatCall['state'], string>> = {
  proposed: 'proposed, not done',
  asking: 'asks first',
  running: 'running',
  done: 'done',
  failed: 'failed',
  refused: 'refused by you',
}
