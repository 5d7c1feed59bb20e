import { Redo2, RefreshCw, Undo2 } from 'lucide-react'
import type { LiveMessage } from '../../../api/conversation-state.ts'
import { useTurn } from '../../../api/conversations.ts'
import { useLanguageModels } from '../../../api/language-models.ts'
import type { ChatTurn } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { counted } from '../../../format/counted.ts'
import { CopyButton } from '../markdown/copy-button.tsx'
import { BranchSwitch } from './branch-switch.tsx'

/** Below an answer: other answers, copy, another try, and all it changed as one undo. */
export function ReplyActions({
  messages,
  turn,
  beside,
  onBranch,
  onRetry,
}: {
  messages: readonly LiveMessage[]
  turn: ChatTurn | undefined
  beside: readonly string[]
  onBranch: (id: string) => void
  onRetry: (model?: string) => void
}) {
  const models = useLanguageModels().data ?? []
  const text = messages
    .map((message) => message.text)
    .filter((each) => each !== '')
    .join('\n\n')
  const { model } = messages.at(-1)!
  const title = models.find(({ id }) => id === model)?.title ?? model
  return (
    <div className="-mt-1 flex flex-wrap items-center gap-x-0.5 gap-y-1">
      {turn === undefined ? null : <UndoTurn turn={turn} />}
      <BranchSwitch beside={beside} shown={messages[0]!.id} onShow={onBranch} />
      {text === '' ? null : <CopyButton text={text} label="Copy the answer" />}
      {turn?.state === 'asking' ? null : (
        <Menu
          trigger={<IconButton size="small" label="Another answer" icon={<RefreshCw />} />}
          entries={[
            { label: 'Try again', icon: <RefreshCw />, onSelect: () => onRetry() },
            ...(models.length < 2
              ? []
              : [
                  'line' as const,
                  { heading: 'With another model' },
                  ...models.map(({ id, title: name }) => ({
                    label: name,
                    checked: id === model,
                    onSelect: () => onRetry(id),
                  })),
                ]),
          ]}
        />
      )}
      <span className="min-w-0 truncate px-1 text-2xs text-ink-faint" title={usageOf(messages)}>
        {title}
      </span>
    </div>
  )
}

/** All that the turn changed, taken back or done again at once. */
function UndoTurn({ turn }: { turn: ChatTurn }) {
  const { mutate, isPending } = useTurn()
  if (turn.changes === 0 || turn.state === 'running' || turn.state === 'asking') return null
  const move = (action: 'undo' | 'redo') =>
    mutate(
      { id: turn.id, action },
      {
        onSuccess: ({ conflicts = [] }) => {
          if (conflicts.length > 0) toast({ title: 'Some things stay as they are', detail: conflicts.join(' ') })
        },
        onError: toastError,
      },
    )
  const changes = counted(turn.changes, 'change')
  return turn.undone ? (
    <>
      <span className="pr-2 text-xs text-ink-soft">Undone: {changes}</span>
      <Button size="small" icon={<Redo2 />} busy={isPending} onClick={() => move('redo')}>
        Redo
      </Button>
    </>
  ) : (
    <Button size="small" icon={<Undo2 />} busy={isPending} onClick={() => move('undo')}>
      Undo: {changes}
    </Button>
  )
}

function usageOf(messages: readonly LiveMessage[]): string | undefined {
  const used = messages.flatMap(({ usage }) => (usage === undefined ? [] : [usage]))
  if (used.length === 0) return undefined
  const read = used.reduce((sum, { promptTokens }) => sum + promptTokens, 0)
  const written = used.reduce((sum, { replyTokens }) => sum + replyTokens, 0)
  return `${read.toLocaleString('en')} tokens read, ${written.toLocaleString('en')} written`
}
