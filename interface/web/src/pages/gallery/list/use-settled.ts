import { useEffect, useRef, useState } from 'react'

/** Long enough to fly past a thousand pages without asking for each, short enough not to be felt. */
const QUIET_MS = 90
/** A slow scroll never rests: what is in sight is asked for this often all the same. */
const MOST_MS = 240

/** A value that changes too often to act on each: the newest one, once it rests or every `MOST_MS`. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const since = useRef(0)
  useEffect(() => {
    const now = performance.now()
    if (since.current === 0) since.current = now
    const wait = Math.max(0, Math.min(QUIET_MS, since.current + MOST_MS - now))
    const timer = setTimeout(() => {
      since.current = 0
      setSettled(value)
    }, wait)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
