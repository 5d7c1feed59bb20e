import type { ConnectionState } from '../api/connection.ts'
import { useConnection } from '../api/use-connection.ts'
import { classNames } from '../design/class-names.ts'
import { Tooltip } from '../design/tooltip.tsx'

const words: Readonly<Record<ConnectionState, { text: string; colour: string }>> = {
  live: { text: 'Connected', colour: 'bg-success' },
  connecting: { text: 'Connecting …', colour: 'bg-warning animate-breathe' },
  polling: { text: 'Connected, but without live events: asking every few seconds', colour: 'bg-warning' },
  offline: { text: 'The server is not running', colour: 'bg-danger' },
  'signed-out': { text: 'Not logged in', colour: 'bg-danger' },
}

/** A dot that says how the studio stands with its server. */
export function ConnectionMark() {
  const { text, colour } = words[useConnection()]
  return (
    <>
      <Tooltip label={text}>
        <button type="button" aria-label={text} className="flex size-8 shrink-0 items-center justify-center rounded-md">
          <span className={classNames('size-2 rounded-full', colour)} />
        </button>
      </Tooltip>
      <span role="status" className="sr-only">
        {text}
      </span>
    </>
  )
}
