import { ShieldQuestion } from 'lucide-react'
import { useAnswerCall } from '../../../api/conversations.ts'
import type { ChatCall } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { CallResults } from '../made/call-results.tsx'
import { assetsOfArguments, describeCall, rowsOfArguments } from './describe-call.ts'
import { plannedWords } from './planned-words.ts'

/** A call that waits for a person: what it would do, to what, and what it costs. Everything it was given is in sight, nothing is folded away. */
export function PermissionCard({ call, conversationId }: { call: ChatCall; conversationId: string }) {
  const { mutate, isPending, variables } = useAnswerCall()
  const { title, detail } = describeCall(call)
  const concerned = assetsOfArguments(call.arguments)
  const rows = rowsOfArguments(call.arguments).filter(([, value]) => value !== detail && !isOnlyIds(value, concerned))
  const costs = plannedWords(call)
  const answer = (words: 'allow' | 'refuse' | 'allow-always') =>
    mutate({ id: call.id, answer: words, conversationId }, { onError: toastError })
  const busy = (words: string) => isPending && variables.answer === words
  return (
    <section
      aria-label={`May I: ${title}`}
      data-call={call.tool}
      data-state="asking"
      className="flex max-w-xl flex-col gap-3 rounded-lg border border-warning bg-surface-2 p-3 shadow-low"
    >
      <div className="flex gap-2.5">
        <ShieldQuestion aria-hidden className="size-5 shrink-0 text-warning-text" />
        <div className="flex min-w-0 flex-col gap-0.5">
          <p className="font-medium wrap-anywhere">
            {title}
            {detail === undefined ? null : <span className="font-normal text-ink-soft"> · {detail}</span>}?
          </p>
          {call.reason === undefined ? null : <p className="text-warning-text wrap-anywhere">{call.reason}</p>}
          {costs === undefined ? null : <p className="text-ink-soft tabular-nums">{costs}</p>}
        </div>
      </div>
      {concerned.length === 0 ? null : <CallResults ids={concerned} small />}
      {rows.length === 0 ? null : (
        <dl className="grid max-h-48 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 overflow-y-auto text-xs">
          {rows.map(([name, value]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-soft">{name}</dt>
              <dd className="font-mono wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          size="small"
          busy={busy('allow')}
          disabled={isPending}
          onClick={() => answer('allow')}
        >
          Allow
        </Button>
        <Button size="small" busy={busy('refuse')} disabled={isPending} onClick={() => answer('refuse')}>
          Refuse
        </Button>
        <Button
          size="small"
          variant="quiet"
          busy={busy('allow-always')}
          disabled={isPending}
          onClick={() => answer('allow-always')}
        >
          Always in this conversation
        </Button>
      </div>
    </section>
  )
}

/** Ids say nothing to a person: the pictures above stand for them. */
function isOnlyIds(value: string, ids: readonly string[]): boolean {
  const rest = ids.reduce((text, id) => text.replaceAll(id, ''), value)
  return ids.length > 0 && /^[\s[\]",]*$/.test(rest)
}
