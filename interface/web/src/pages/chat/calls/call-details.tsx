import { ListChecks } from 'lucide-react'
import { Link } from 'react-router'
import type { ChatCall } from '../../../api/wire.ts'
import { rowsOfArguments } from './describe-call.ts'

/** A result longer than this is cut: the whole is in the export. */
const mostCharacters = 4000

/** The call as it was made: its arguments, what it answered, and the job. */
export function CallDetails({ call }: { call: ChatCall }) {
  const rows = rowsOfArguments(call.arguments)
  const result = call.result === undefined ? undefined : JSON.stringify(call.result, undefined, 2)
  return (
    <div className="flex flex-col gap-3 border-t border-line px-2.5 py-2 text-xs">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        <dt className="text-ink-faint">tool</dt>
        <dd className="font-mono">{call.tool}</dd>
        {rows.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="whitespace-pre-wrap wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {result === undefined ? null : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
          tabIndex={0}
          className="max-h-60 overflow-auto rounded-md border border-line bg-surface-0 p-2 font-mono text-2xs/4 whitespace-pre-wrap text-ink-soft"
        >
          {result.length > mostCharacters ? `${result.slice(0, mostCharacters)} …` : result}
        </pre>
      )}
      {call.jobId === undefined ? null : (
        <Link
          to={`/jobs?job=${call.jobId}`}
          className="flex items-center gap-1.5 self-start text-accent-text hover:underline"
        >
          <ListChecks aria-hidden className="size-3.5" />
          Show its job
        </Link>
      )}
    </div>
  )
}
