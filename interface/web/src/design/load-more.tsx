import { useEffect, useRef } from 'react'
import { Button } from './button.tsx'

/** At the end of a list that grows by pages: loads the next one when it comes near the screen, or when it is pressed. */
export function LoadMore({ hasMore, busy, onLoad }: { hasMore: boolean; busy: boolean; onLoad: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  const load = useRef(onLoad)
  useEffect(() => {
    load.current = onLoad
  })
  useEffect(() => {
    if (!hasMore || busy || place.current === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load.current()
      },
      { rootMargin: '600px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [hasMore, busy])
  if (!hasMore) return null
  return (
    <div ref={place} className="flex justify-center p-4">
      <Button busy={busy} onClick={onLoad}>
        Load more
      </Button>
    </div>
  )
}
