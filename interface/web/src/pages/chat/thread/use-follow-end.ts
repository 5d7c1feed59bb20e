import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** So close to the end (in CSS pixels) is at the end. */
const slack = 32

/**
 * Keeps the end in sight while text arrives, until the reader goes up: by wheel, finger, key or scroll bar. It follows again when the reader
 * comes back to the end, or by `toEnd`. `key` names what is shown: another one begins at its end.
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  key: string,
): { readonly isAtEnd: boolean; readonly toEnd: () => void } {
  const follows = useRef(true)
  const [isAtEnd, setAtEnd] = useState(true)
  const toEnd = useCallback(() => {
    follows.current = true
    setAtEnd(true)
    const element = scroller.current
    if (element !== null) element.scrollTop = element.scrollHeight
  }, [scroller])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation begins at its end
  useLayoutEffect(toEnd, [key, toEnd])
  useEffect(() => {
    const element = scroller.current
    if (element === null || content.current === null) return
    let before = { top: element.scrollTop, height: element.scrollHeight }
    const leave = () => {
      follows.current = false
      setAtEnd(false)
    }
    const canGoUp = () => element.scrollTop > 0 && element.scrollHeight > element.clientHeight
    // The wheel says what the reader wants before anything moves: text that arrives meanwhile cannot pull back.
    const onWheel = ({ deltaY }: WheelEvent) => deltaY < 0 && canGoUp() && leave()
    const onScroll = () => {
      const { scrollTop: top, scrollHeight: height, clientHeight } = element
      const isUp = top < before.top - 1 && height >= before.height
      before = { top, height }
      if (height - top - clientHeight <= slack) {
        follows.current = true
        setAtEnd(true)
      } else if (isUp) leave()
    }
    const observer = new ResizeObserver(() => {
      if (!follows.current) return
      element.scrollTop = element.scrollHeight
      before = { top: element.scrollTop, height: element.scrollHeight }
    })
    observer.observe(content.current)
    observer.observe(element)
    element.addEventListener('wheel', onWheel, { passive: true })
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller, content])
  return { isAtEnd, toEnd }
}
