import { useEffect, useRef } from 'react'

/** Long enough to fly past a thousand pages without asking for each, short enough not to be felt. */
const QUIET_MS = 90
/** A slow scroll never rests: what is in sight is asked for this often all the same. */
const MOST_MS = 240

/** Tells what is in sight once it rests, or every `MOST_MS`. `tell` must stay the same function. */
export function useSettled(first: number, last: number, tell: (range: { first: number; last: number }) => void): void {
  const since = useRef(0)
  useEffect(() => {
    const now = performance.now()
    if (since.current === 0) since.current = now
    const wait = Math.max(0, Math.min(QUIET_MS, since.current + MOST_MS - now))
    const timer = setTimeout(() => {
      since.current = 0
      tell({ first, last })
    }, wait)
    return () => clearTimeout(timer)
  }, [first, last, tell])
}
