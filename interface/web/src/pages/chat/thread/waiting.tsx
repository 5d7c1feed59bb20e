import type { LiveMessage } from '../../../api/conversation-state.ts'
import { Progress } from '../../../design/progress.tsx'

/** Something is coming: the model is loaded, reads, or writes. */
export function Waiting({ message: { waiting } }: { message: LiveMessage }) {
  if (waiting !== undefined) {
    const words = waiting.what === 'load' ? 'Loading the language model' : 'Reading the conversation'
    return <Progress className="max-w-xs" label={words} message={words} fraction={waiting.fraction} />
  }
  return (
    <p className="flex items-center gap-1 py-1.5" role="status" aria-label="Answering">
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          className="size-1.5 animate-breathe rounded-full bg-ink-faint"
          style={{ animationDelay: `${dot * 0.2}s` }}
        />
      ))}
    </p>
  )
}
