import { ArrowDown } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { LiveConversation, LiveMessage } from '../../../api/conversation-state.ts'
import { useChangeConversation, useRetryMessage, useSendMessage } from '../../../api/conversations.ts'
import { Button } from '../../../design/button.tsx'
import { LoadMore } from '../../../design/load-more.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { endOfBranch, shownBranch } from './branch.ts'
import { Reply } from './reply.tsx'
import { useFollowEnd } from './use-follow-end.ts'
import { UserMessage } from './user-message.tsx'

/** So many parts are drawn at first and with each step up: each may ask the server for what it made. */
const partsAtOnce = 40

/** The branch of a conversation that is shown, from its first message to its last. */
export function Thread({
  open,
  editing,
  onEdit,
  empty,
}: {
  open: LiveConversation
  /** Id of the message that is written anew. */
  editing: string | undefined
  onEdit: (id: string | undefined) => void
  /** Shown while there is no message. */
  empty: ReactNode
}) {
  const { conversation, messages, turns } = open
  const scroller = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { isAtEnd, toEnd } = useFollowEnd(scroller, content, conversation.id)
  const parts = useMemo(() => shownBranch(messages, conversation.headId), [messages, conversation.headId])
  const [most, setMost] = useState(partsAtOnce)
  // What comes in above must not move what is being read.
  const fromBelow = useRef<number>(undefined)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || fromBelow.current === undefined) return
    element.scrollTop = element.scrollHeight - fromBelow.current
    fromBelow.current = undefined
  })
  const showEarlier = () => {
    fromBelow.current = scroller.current!.scrollHeight - scroller.current!.scrollTop
    setMost(most + partsAtOnce)
  }
  const turnOf = new Map(turns.map((turn) => [turn.id, turn]))
  const { mutate: change } = useChangeConversation(conversation.id)
  const { mutate: retry } = useRetryMessage()
  const { mutateAsync: send } = useSendMessage()
  const latest = useRef(messages)
  useEffect(() => {
    latest.current = messages
  })

  const lastOfPerson = parts.findLast(({ kind }) => kind === 'user')?.messages[0].id
  // What one sends oneself is wanted in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new message of the person
  useEffect(toEnd, [lastOfPerson, toEnd])

  const showBranch = useCallback(
    (id: string) => change({ headId: endOfBranch(latest.current, id) }, { onError: toastError }),
    [change],
  )
  const onRetry = useCallback(
    (messageId: string, model?: string) =>
      retry({ messageId, ...(model === undefined ? {} : { model }) }, { onError: toastError }),
    [retry],
  )
  // The same request again, and this time it is done.
  const onDoPlan = useCallback(
    (messageId: string) => change({ mode: 'auto' }, { onSuccess: () => onRetry(messageId), onError: toastError }),
    [change, onRetry],
  )
  const sendAnew = useCallback(
    async ({ conversationId, parentId, attachments }: LiveMessage, text: string) => {
      try {
        await send({ conversationId, text, attachments, parentId: parentId ?? 'root' })
        return true
      } catch (error) {
        toastError(error)
        return false
      }
    },
    [send],
  )
  if (parts.length === 0) return <div className="min-h-0 flex-1 overflow-y-auto">{empty}</div>
  return (
    <div className="relative min-h-0 flex-1">
      {/* A scrolling region must be reachable with the keyboard. */}
      <section
        ref={scroller}
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain px-4 -outline-offset-2"
      >
        <div ref={content} className="@container mx-auto flex w-full max-w-3xl flex-col gap-6 py-6">
          <LoadMore hasMore={parts.length > most} busy={false} onLoad={showEarlier} />
          {parts.slice(-most).map(({ kind, messages: shown, beside }) => (
            // What is out of sight costs nothing to lay out, however long the conversation is.
            <div key={shown[0].id} className="-m-1 p-1 [contain-intrinsic-size:auto_12rem] [content-visibility:auto]">
              {kind === 'user' ? (
                <UserMessage
                  message={shown[0]}
                  beside={beside}
                  isEditing={editing === shown[0].id}
                  onEdit={onEdit}
                  onBranch={showBranch}
                  onSend={sendAnew}
                />
              ) : (
                <Reply
                  messages={shown}
                  turn={turnOf.get(shown[0].turnId)}
                  beside={beside}
                  isLast={shown === parts.at(-1)!.messages}
                  onBranch={showBranch}
                  onRetry={onRetry}
                  onDoPlan={onDoPlan}
                />
              )}
            </div>
          ))}
        </div>
      </section>
      {isAtEnd ? null : (
        <Button
          size="small"
          icon={<ArrowDown />}
          onClick={toEnd}
          className="absolute! bottom-3 left-1/2 -translate-x-1/2 rounded-full!"
        >
          To the end
        </Button>
      )}
    </div>
  )
}
