import { type KeyboardEvent, type Ref, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ReadPrompt } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { controlLook } from '../../../design/input.tsx'
import { isMac } from '../../../keyboard/keys.ts'
import { changeWeight } from './change-weight.ts'
import { type Completion, complete, type Suggestion, take } from './complete.ts'
import { cutAtSpans, shiftSpans } from './shift-spans.ts'
import { SuggestionList } from './suggestion-list.tsx'

/** The same in both layers to the pixel, the room of a scroll bar included. */
const typography = 'px-3 py-2.5 text-base whitespace-pre-wrap wrap-anywhere font-sans [scrollbar-gutter:stable]'

/** How each kind of stretch looks; a stretch of several kinds has all of it. */
const looks: Readonly<Record<string, string>> = {
  weight: 'bg-accent-soft/70 rounded-[3px]',
  lora: 'text-info-text bg-info-soft rounded-[3px]',
  schedule: 'bg-warning-soft rounded-[3px]',
  alternation: 'bg-warning-soft rounded-[3px]',
  choice: 'bg-success-soft rounded-[3px]',
  wildcard: 'text-success-text bg-success-soft rounded-[3px]',
  break: 'text-warning-text font-medium',
  embedding: 'text-info-text bg-info-soft rounded-[3px]',
  missing: 'text-danger-text underline decoration-wavy decoration-danger underline-offset-4',
  understood: 'text-accent-text',
  corrected: 'text-accent-text underline decoration-dotted decoration-warning underline-offset-4',
  unused: 'text-ink-faint line-through decoration-ink-faint/60',
  unknown: 'underline decoration-wavy decoration-warning/80 underline-offset-4',
  error: 'underline decoration-wavy decoration-danger underline-offset-4 bg-danger-soft',
}

export interface PromptTextareaProps {
  readonly value: string
  readonly onValueChange: (value: string) => void
  /** What the server read, and of which text. */
  readonly reading: { readonly text: string; readonly read: ReadPrompt } | undefined
  readonly suggestions: readonly Suggestion[]
  readonly label: string
  readonly placeholder: string
  readonly className?: string
  /** An arrow key past the first or last line. Answers whether it was used. */
  readonly onLeave?: (direction: 'up' | 'down') => boolean
  readonly ref?: Ref<HTMLTextAreaElement>
}

/**
 * A text field whose words are coloured by what they mean. The colours lie in a layer of the same text behind a field with invisible
 * letters, so that caret, selection, spell checker, undo and screen readers are the browser's own.
 */
export function PromptTextarea(props: PromptTextareaProps) {
  const { value, onValueChange, reading, suggestions, label, placeholder, className, onLeave, ref } = props
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  /** What was typed last, while completions of it are wanted. The words may arrive after the letters. */
  const [typed, setTyped] = useState<{ readonly text: string; readonly caret: number }>()
  const completion = useMemo(
    () => (typed === undefined ? undefined : complete(typed.text, typed.caret, suggestions)),
    [typed, suggestions],
  )
  const [selected, setChosen] = useState(0)
  const chosen = Math.min(selected, (completion?.items.length ?? 1) - 1)
  /** Where the selection goes once the new text is drawn. */
  const pending = useRef<readonly [number, number]>(undefined)
  useLayoutEffect(() => {
    if (layer.current !== null && field.current !== null) layer.current.scrollTop = field.current.scrollTop
    if (pending.current === undefined) return
    field.current?.setSelectionRange(...pending.current)
    pending.current = undefined
  })
  const spans = reading === undefined ? [] : shiftSpans(reading.read.spans, reading.text, value)
  const put = (text: string, start: number, end = start) => {
    pending.current = [start, end]
    onValueChange(text)
  }
  const accept = (suggestion: Suggestion) => {
    if (completion === undefined) return
    const { text, caret } = take(value, completion, suggestion)
    setTyped(undefined)
    put(text, caret)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    const { selectionStart, selectionEnd } = event.currentTarget
    const arrow = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined
    if (arrow !== undefined && (isMac() ? event.metaKey : event.ctrlKey)) {
      const step = (arrow === 'up' ? 1 : -1) * (event.shiftKey ? 0.05 : 0.1)
      const next = changeWeight({ text: value, start: selectionStart, end: selectionEnd }, step)
      event.preventDefault()
      return put(next.text, next.start, next.end)
    }
    if (completion !== undefined) {
      const { items } = completion
      if (arrow !== undefined) {
        event.preventDefault()
        setChosen((chosen + (arrow === 'up' ? items.length - 1 : 1)) % items.length)
      } else if (
        (event.key === 'Tab' && !event.shiftKey) ||
        (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)
      ) {
        event.preventDefault()
        accept(items[chosen]!)
      } else if (event.key === 'Escape') {
        event.preventDefault()
        event.stopPropagation()
        setTyped(undefined)
      }
      return
    }
    const isPlain = !event.shiftKey && !event.altKey && selectionStart === selectionEnd
    const atEdge =
      arrow === 'up'
        ? !value.slice(0, selectionStart).includes('\n') && selectionStart === 0
        : selectionEnd === value.length
    if (arrow !== undefined && isPlain && atEdge && onLeave?.(arrow) === true) event.preventDefault()
  }
  return (
    <div className="relative min-w-0">
      <div
        ref={layer}
        aria-hidden
        className={classNames(
          typography,
          'pointer-events-none absolute inset-0 overflow-hidden border border-transparent text-ink',
        )}
      >
        {cutAtSpans(value, [...spans, ...caretSpan(completion)]).map((piece) => (
          <span
            key={piece.start}
            data-completion={piece.spans.some(({ kind }) => kind === 'completion') || undefined}
            className={classNames(...piece.spans.map(({ kind }) => looks[kind]))}
          >
            {piece.text}
          </span>
        ))}
        {/* A last empty line has no height of its own. */}
        {'​'}
      </div>
      <textarea
        ref={(element) => {
          field.current = element
          if (typeof ref === 'function') ref(element)
          else if (ref) ref.current = element
        }}
        rows={2}
        value={value}
        aria-label={label}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={completion === undefined ? undefined : id}
        aria-activedescendant={completion === undefined ? undefined : `${id}-${chosen}`}
        spellCheck
        onChange={(event) => {
          onValueChange(event.target.value)
          setTyped({ text: event.target.value, caret: event.target.selectionStart })
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(undefined)}
        onClick={() => setTyped(undefined)}
        onScroll={(event) => {
          if (layer.current !== null) layer.current.scrollTop = event.currentTarget.scrollTop
        }}
        className={classNames(
          controlLook,
          typography,
          'relative field-sizing-content max-h-[40dvh] resize-none overflow-y-auto bg-transparent text-transparent caret-ink',
          className,
        )}
      />
      {completion === undefined ? null : (
        <SuggestionList id={id} items={completion.items} chosen={chosen} layer={layer} onChoose={accept} />
      )}
      <output className="sr-only">
        {completion === undefined ? '' : `${completion.items.length} suggestions, Tab takes one`}
      </output>
    </div>
  )
}

function caretSpan(completion: Completion | undefined) {
  return completion === undefined ? [] : [{ start: completion.start, end: completion.end, kind: 'completion' }]
}
