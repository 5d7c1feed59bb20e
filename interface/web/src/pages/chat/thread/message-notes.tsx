import { Info } from 'lucide-react'

/** What a person should know of how the answer was made: the oldest messages were left out … */
export function MessageNotes({ notes }: { notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} className="flex items-start gap-1.5 text-xs text-ink-soft">
      <Info aria-hidden className="mt-px size-3.5 shrink-0 text-info-text" />
      {note}
    </p>
  ))
}
