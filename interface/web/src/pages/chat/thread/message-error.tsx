import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import type { ChatMessage } from '../../../api/wire.ts'
import { Hint } from '../../../design/hint.tsx'

/** Why there is no whole answer, and what to do about it. */
export function MessageError({ error }: { error: NonNullable<ChatMessage['error']> }) {
  return (
    <div role="alert" className="flex gap-2.5 rounded-lg border border-danger/40 bg-danger-soft p-3">
      <TriangleAlert aria-hidden className="size-5 shrink-0 text-danger-text" />
      <div className="flex min-w-0 flex-col gap-0.5 wrap-anywhere">
        <p className="font-medium">{error.message}</p>
        {error.hint === undefined ? null : (
          <p className="text-ink-soft">
            <Hint text={error.hint} />
          </p>
        )}
        {error.code === 'no-model' ? (
          <Link to="/models" className="text-accent-text underline">
            Models
          </Link>
        ) : null}
      </div>
    </div>
  )
}
