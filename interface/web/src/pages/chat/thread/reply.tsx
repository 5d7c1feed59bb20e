import { memo } from 'react'
import type { LiveMessage } from '../../../api/conversation-state.ts'
import type { ChatTurn } from '../../../api/wire.ts'
import { CallCard } from '../calls/call-card.tsx'
import { Markdown } from '../markdown/markdown.tsx'
import { Citations } from './citations.tsx'
import { MessageError } from './message-error.tsx'
import { MessageNotes } from './message-notes.tsx'
import { PlanNote } from './plan-note.tsx'
import { Reasoning } from './reasoning.tsx'
import { ReplyActions } from './reply-actions.tsx'
import { Waiting } from './waiting.tsx'

export interface ReplyProps {
  readonly messages: readonly LiveMessage[]
  readonly turn: ChatTurn | undefined
  readonly beside: readonly string[]
  readonly isLast: boolean
  readonly onBranch: (id: string) => void
  readonly onRetry: (messageId: string, model?: string) => void
  readonly onDoPlan: (messageId: string) => void
}

/** All that one turn answered: words, calls with what they made, and at the end what can be done with it. */
export const Reply = memo(
  function Reply({ messages, turn, beside, isLast, onBranch, onRetry, onDoPlan }: ReplyProps) {
    const last = messages.at(-1)!
    const isBusy = turn === undefined ? last.finish === undefined : turn.state === 'running' || turn.state === 'asking'
    const isPlan = messages.some(({ calls }) => calls.some(({ state }) => state === 'proposed'))
    return (
      <article
        aria-label="Answer"
        aria-busy={isBusy}
        // What it made is shown paler, wherever that is drawn.
        data-undone={turn?.undone || undefined}
        className="flex min-w-0 flex-col gap-3"
      >
        {messages.map((message) => (
          <Step key={message.id} message={message} isWriting={isBusy && message === last} />
        ))}
        {isBusy && turn?.state !== 'asking' && isNextToCome(last) ? <Waiting message={last} /> : null}
        {isPlan && isLast && !isBusy ? <PlanNote onDo={() => onDoPlan(messages[0]!.id)} /> : null}
        {isBusy ? null : (
          <ReplyActions
            messages={messages}
            turn={turn}
            beside={beside}
            onBranch={onBranch}
            onRetry={(model) => onRetry(messages[0]!.id, model)}
          />
        )}
      </article>
    )
  },
  (before, after) =>
    before.turn === after.turn &&
    before.isLast === after.isLast &&
    before.beside.join() === after.beside.join() &&
    before.messages.length === after.messages.length &&
    before.messages.every((message, place) => message === after.messages[place]),
)

/** Nothing of the last answer is in sight yet, or its calls are done and the next one follows. */
function isNextToCome({ text, calls, finish }: LiveMessage): boolean {
  return finish === 'calls' || (text === '' && calls.length === 0)
}

/** One answer of the model: its thoughts, its words, its calls. */
function Step({ message, isWriting }: { message: LiveMessage; isWriting: boolean }) {
  const { text, reasoning, calls, citations, notes, error, finish, conversationId } = message
  return (
    <>
      <MessageNotes notes={notes} />
      {reasoning === undefined || reasoning === '' ? null : (
        <Reasoning text={reasoning} isThinking={isWriting && text === ''} />
      )}
      {text === '' ? null : <Markdown text={text} />}
      {calls.map((call) => (
        <CallCard key={call.id} call={call} conversationId={conversationId} />
      ))}
      <Citations citations={citations} />
      {error === undefined ? null : <MessageError error={error} />}
      {finish === 'stopped' ? <p className="text-xs text-ink-faint">Stopped by you.</p> : null}
      {finish === 'length' ? (
        <p className="text-xs text-ink-faint">The answer reached its greatest length and ends here.</p>
      ) : null}
    </>
  )
}
