import { Mark } from './mark.tsx'

/** For the moment until the first page's file is here. */
export function ShellLoading() {
  return (
    <div
      role="status"
      aria-label="The studio is loading"
      className="flex h-dvh items-center justify-center text-ink-faint"
    >
      <Mark className="size-10 animate-breathe" />
    </div>
  )
}
