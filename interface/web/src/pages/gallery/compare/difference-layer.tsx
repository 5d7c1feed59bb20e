import { useEffect, useRef } from 'react'
import type { Size, View } from '../detail/zoom.ts'
import type { Difference } from './use-difference.ts'

/** The difference of two pictures as a picture: black where they are the same. */
export function DifferenceLayer({ difference, view, size }: { difference: Difference; view: View; size: Size }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (difference.state !== 'measured' || canvas.current === null) return
    canvas.current.width = difference.picture.width
    canvas.current.height = difference.picture.height
    canvas.current.getContext('2d')!.putImageData(difference.picture, 0, 0)
  }, [difference])
  if (difference.state !== 'measured') return null
  return (
    <>
      <canvas
        ref={canvas}
        role="img"
        aria-label="The difference of the two pictures"
        className="pointer-events-none absolute top-0 left-0 max-w-none origin-top-left"
        style={{
          width: size.width,
          height: size.height,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          imageRendering: view.scale * devicePixelRatio >= 2 ? 'pixelated' : 'auto',
        }}
      />
      {difference.gain > 1 ? (
        <span className="absolute top-2 left-2 rounded-md bg-surface-1/85 px-2 py-0.5 text-xs">
          shown {difference.gain} times stronger
        </span>
      ) : null}
    </>
  )
}
