import { formatKeys } from '../keyboard/keys.ts'

/** Keys as this machine writes them: `<Kbd keys="mod+shift+z" />` is ⇧⌘Z on a Mac and Ctrl+Shift+Z elsewhere. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex shrink-0 gap-1">
      {formatKeys(keys).map((stroke) => (
        <kbd
          key={stroke}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-surface-1 px-1 font-sans text-2xs text-ink-soft"
        >
          {stroke}
        </kbd>
      ))}
    </span>
  )
}
