import { type RefObject, useLayoutEffect, useState } from 'react'
import { classNames } from '../../../design/class-names.ts'
import type { Suggestion } from './complete.ts'

/** What could be meant, below the words that are typed. `layer` is the coloured text, which knows where they stand. */
export function SuggestionList({
  id,
  items,
  chosen,
  layer,
  onChoose,
}: {
  id: string
  items: readonly Suggestion[]
  chosen: number
  layer: RefObject<HTMLDivElement | null>
  onChoose: (suggestion: Suggestion) => void
}) {
  const [place, setPlace] = useState({ left: 0, top: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when other words are offered
  useLayoutEffect(() => {
    const words = layer.current?.querySelector<HTMLElement>('[data-completion]')
    if (words == null || layer.current === null) return
    const most = layer.current.clientWidth - 230
    setPlace({
      left: Math.max(0, Math.min(most, words.offsetLeft)),
      top: words.offsetTop + words.offsetHeight - layer.current.scrollTop + 4,
    })
  }, [items, layer])
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      style={place}
      className="absolute z-30 flex w-60 max-w-full flex-col rounded-lg border border-line bg-surface-2 p-1 shadow-high"
    >
      {items.map((item, place) => (
        // The text field keeps the focus and moves through these with the arrow keys.
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={`${item.kind} ${item.label}`}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
          className={classNames(
            'flex h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-sm pointer-coarse:h-10',
            place === chosen && 'bg-surface-3',
          )}
        >
          {item.colour === undefined ? null : (
            <span
              aria-hidden
              className="size-3 rounded-full border border-line"
              style={{ backgroundColor: item.colour }}
            />
          )}
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          <span className="text-2xs text-ink-faint">{item.kind}</span>
        </div>
      ))}
    </div>
  )
}
