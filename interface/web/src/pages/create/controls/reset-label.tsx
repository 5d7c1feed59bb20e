import { RotateCcw } from 'lucide-react'
import { IconButton } from '../../../design/icon-button.tsx'

/** A field's label: a double click puts the field back to its default. */
export function ResetLabel({ label, onReset }: { label: string; onReset: () => void }) {
  return (
    // The button beside it does the same for the keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <span onDoubleClick={onReset} title="Double click to reset" className="select-none">
      {label}
    </span>
  )
}

/** The same for the keyboard and for who does not know of the double click; only there where there is something to reset. */
export function ResetButton({ label, onReset }: { label: string; onReset: () => void }) {
  return (
    <IconButton
      label={`Reset ${label}`}
      icon={<RotateCcw className="size-3!" />}
      size="small"
      onClick={onReset}
      className="size-5! text-ink-faint"
    />
  )
}
