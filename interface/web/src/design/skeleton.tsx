import { classNames } from './class-names.ts'

/** The shape of what is still loading. Give it the size of the real thing, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-breathe rounded-md bg-surface-3', className)} />
}

/** Rows of a list that is still loading, said once to screen readers. */
export function SkeletonRows({ rows = 6, className = 'h-12' }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-2">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={row} className={className} />
      ))}
    </div>
  )
}
