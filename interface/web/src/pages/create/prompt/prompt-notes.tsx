import { TriangleAlert } from 'lucide-react'
import type { ReadPrompt } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'

/** Below the prompt: how long it is for the model, what the built-in engine will make of it, and what is wrong with it. */
export function PromptNotes({ read, plain }: { read: ReadPrompt | undefined; plain: boolean }) {
  if (read === undefined) {
    return (
      <p className="text-xs text-ink-faint">
        {plain
          ? 'Name a thing or a material; traits, colours and light change it.'
          : 'Words, weights (a:1.2), LoRAs, {a|b} …'}
      </p>
    )
  }
  const errors = read.spans.filter(({ kind }) => kind === 'error' || kind === 'missing')
  const problems = [...errors.map(({ message }) => message ?? ''), ...read.warnings]
  return (
    <div className="flex flex-col gap-1 text-xs text-ink-faint">
      {read.tokens === undefined ? null : <TokenCount {...read.tokens} />}
      {read.summary === undefined ? null : (
        <p className="wrap-anywhere">
          <span className="text-ink-soft">Understood:</span> {read.summary}
        </p>
      )}
      {read.unknown.length === 0 ? null : (
        <p className="flex gap-1.5 text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="wrap-anywhere">Not known to the built-in engine: {read.unknown.join(', ')}</span>
        </p>
      )}
      {problems.map((problem) => (
        <p
          key={problem}
          className={classNames('flex gap-1.5', errors.length > 0 ? 'text-danger-text' : 'text-warning-text')}
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="wrap-anywhere">{problem}</span>
        </p>
      ))}
    </div>
  )
}

/** One small meter for each chunk that the text encoder takes. */
function TokenCount({ chunks, of }: { chunks: readonly number[]; of: number }) {
  const total = chunks.reduce((sum, tokens) => sum + tokens, 0)
  return (
    <div className="flex items-center gap-2">
      <span className="shrink-0 tabular-nums">
        {total} {total === 1 ? 'token' : 'tokens'}
        {chunks.length === 1 ? ` of ${of}` : ` in ${chunks.length} chunks of ${of}`}
      </span>
      <span aria-hidden className="flex min-w-0 flex-1 gap-1">
        {chunks.slice(0, 8).map((tokens, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is its place
          <span key={place} className="h-1 max-w-16 flex-1 overflow-hidden rounded-full bg-surface-3">
            <span className="block h-full bg-accent" style={{ width: `${(100 * tokens) / of}%` }} />
          </span>
        ))}
      </span>
    </div>
  )
}
