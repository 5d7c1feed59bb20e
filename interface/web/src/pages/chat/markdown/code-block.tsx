import { CopyButton } from './copy-button.tsx'

/** Code as it is, with a button that copies it. */
export function CodeBlock({ code, language }: { code: string; language?: string | undefined }) {
  const name = language?.trim().split(/\s/)[0] ?? ''
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface-0">
      <div className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 text-2xs text-ink-faint">
        <span className="truncate font-mono">{name === '' ? 'text' : name}</span>
        <CopyButton text={code} label="Copy the code" />
      </div>
      {/* A scrolling region must be reachable with the keyboard. */}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        className="max-h-120 overflow-auto p-3 font-mono text-xs/5 -outline-offset-2 [overflow-wrap:normal]"
      >
        <code>{code}</code>
      </pre>
    </div>
  )
}
