import { ChevronRight, Copy } from 'lucide-react'
import { useState } from 'react'
import type { LogEntry, LogLevel } from '../../api/logs.ts'
import { classNames } from '../../design/class-names.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { toast } from '../../design/toast-store.ts'
import { inOneLine } from './in-one-line.ts'

const colours: Readonly<Record<LogLevel, string>> = {
  debug: 'text-ink-faint',
  info: 'text-info-text',
  warn: 'text-warning-text',
  error: 'text-danger-text',
}

/** One entry in a line; pressed, it shows all its fields. */
export function LogRow({ entry }: { entry: LogEntry }) {
  const [open, setOpen] = useState(false)
  const fields = Object.entries(entry.fields)
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(entry, null, 2))
    toast({ tone: 'success', title: 'Entry copied as JSON' })
  }
  return (
    <li className="border-b border-line [contain-intrinsic-block-size:auto_30px] [content-visibility:auto]">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full min-w-0 flex-wrap items-baseline gap-x-3 px-4 py-1.5 text-left font-mono text-xs -outline-offset-2 hover:bg-surface-1 sm:flex-nowrap"
      >
        <ChevronRight
          aria-hidden
          className={classNames('size-3 shrink-0 self-center text-ink-faint transition-transform', open && 'rotate-90')}
        />
        <time dateTime={entry.at} className="shrink-0 text-ink-faint">
          {new Date(entry.at).toLocaleTimeString('en-GB')}
        </time>
        <span className={classNames('w-10 shrink-0 uppercase', colours[entry.level])}>{entry.level}</span>
        <span className="shrink-0 font-medium">{entry.event}</span>
        <span className="min-w-0 truncate text-ink-soft max-sm:basis-full max-sm:pl-6">{inOneLine(entry.fields)}</span>
      </button>
      {open ? (
        <div className="flex items-start gap-2 bg-surface-1 px-4 py-3 sm:pl-10">
          <dl className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 font-mono text-xs">
            {fields.map(([name, value]) => (
              <div key={name} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-ink-faint">{name}</dt>
                <dd className="whitespace-pre-wrap wrap-anywhere">
                  {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
                </dd>
              </div>
            ))}
            {fields.length === 0 ? <p className="text-ink-faint">No more is known of it.</p> : null}
          </dl>
          <IconButton size="small" label="Copy as JSON" icon={<Copy />} onClick={() => void copy()} />
        </div>
      ) : null}
    </li>
  )
}
