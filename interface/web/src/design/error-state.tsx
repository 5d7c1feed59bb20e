import { RotateCw, TriangleAlert } from 'lucide-react'
import { toApiError } from '../api/api-error.ts'
import { Button } from './button.tsx'
import { Hint } from './hint.tsx'

/** What went wrong, what to do about it, and another try. Takes whatever was thrown. */
export function ErrorState({
  error,
  onRetry,
  compact = false,
}: {
  error: unknown
  onRetry?: () => void
  compact?: boolean
}) {
  const { message, hint, code } = toApiError(error)
  return (
    <div
      role="alert"
      className={
        compact
          ? 'flex flex-wrap items-start gap-3 rounded-lg border border-danger/40 bg-danger-soft p-3'
          : 'mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-16 text-center'
      }
    >
      <TriangleAlert aria-hidden className="size-5 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="font-medium wrap-anywhere">{message}</p>
        {hint === undefined ? null : (
          <p className="text-ink-soft wrap-anywhere">
            <Hint text={hint} />
          </p>
        )}
        {compact || code === 'unreachable' ? null : <p className="font-mono text-xs text-ink-faint">{code}</p>}
      </div>
      {onRetry === undefined ? null : (
        <Button size="small" icon={<RotateCw />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
