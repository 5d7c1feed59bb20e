import { Progress as Radix } from 'radix-ui'
import { formatSeconds } from '../format/format-time.ts'
import { classNames } from './class-names.ts'

/** How far something is. Without `fraction` it says only that it goes on. */
export function Progress({
  fraction,
  label,
  message,
  secondsLeft,
  className,
}: {
  /** In [0, 1]. */
  fraction?: number | undefined
  /** What is going on, for screen readers. */
  label: string
  /** What is being done now. */
  message?: string | undefined
  secondsLeft?: number | undefined
  className?: string
}) {
  const percent = fraction === undefined ? undefined : Math.round(fraction * 100)
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <Radix.Root
        value={percent ?? null}
        aria-label={label}
        className="relative h-1 w-full overflow-hidden rounded-full bg-surface-3"
      >
        {fraction === undefined ? (
          <Radix.Indicator className="absolute inset-y-0 w-1/3 animate-sweep rounded-full bg-accent" />
        ) : (
          <Radix.Indicator
            className="h-full origin-left bg-accent transition-transform duration-300 ease-out"
            style={{ transform: `scaleX(${fraction})` }}
          />
        )}
      </Radix.Root>
      {message === undefined && secondsLeft === undefined ? null : (
        <div className="flex min-w-0 justify-between gap-3 text-xs text-ink-faint tabular-nums">
          <span className="truncate">{message}</span>
          <span className="shrink-0">
            {percent === undefined ? null : `${percent} %`}
            {secondsLeft === undefined ? null : ` · ${formatSeconds(secondsLeft)} left`}
          </span>
        </div>
      )}
    </div>
  )
}
