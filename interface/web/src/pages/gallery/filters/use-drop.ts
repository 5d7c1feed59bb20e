import { useState } from 'react'
import { carriesAssets, takeAssets } from '../drag-assets.ts'
import type { DropHandlers } from './facet-row.tsx'

/** A place that assets can be dropped on. */
export function useDrop(onAssets: (ids: readonly string[]) => void): {
  readonly over: boolean
  readonly handlers: DropHandlers
} {
  // Entering a child comes before leaving its parent: the depth tells when the pointer is really gone.
  const [depth, setDepth] = useState(0)
  return {
    over: depth > 0,
    handlers: {
      onDragEnter: (event) => carriesAssets(event.dataTransfer) && setDepth((before) => before + 1),
      onDragLeave: (event) => carriesAssets(event.dataTransfer) && setDepth((before) => Math.max(0, before - 1)),
      onDragOver: (event) => {
        if (!carriesAssets(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop: (event) => {
        setDepth(0)
        if (!carriesAssets(event.dataTransfer)) return
        event.preventDefault()
        onAssets(takeAssets(event.dataTransfer))
      },
    },
  }
}
