import { Brain, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../../design/class-names.ts'
import { Markdown } from '../markdown/markdown.tsx'

/** What the model said to itself: folded, one line. */
export function Reasoning({ text, isThinking }: { text: string; isThinking: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex items-center gap-1.5 self-start text-xs text-ink-faint transition-colors hover:text-ink pointer-coarse:h-9"
      >
        <Brain aria-hidden className={classNames('size-3.5', isThinking && 'animate-breathe')} />
        {isThinking ? 'Thinking …' : 'Its thoughts'}
        <ChevronRight aria-hidden className={classNames('size-3.5 transition-transform', isOpen && 'rotate-90')} />
      </button>
      {isOpen ? (
        <div className="border-l-2 border-line pl-3 text-ink-soft">
          <Markdown text={text} />
        </div>
      ) : null}
    </div>
  )
}
