import { type DragEvent, useRef, useState } from 'react'
import { useConfig } from '../../api/config.ts'
import { type ChatMode, useChangeConversation, useConversation, useTurn } from '../../api/conversations.ts'
import { useCurrentProject } from '../../api/projects.ts'
import { ErrorState } from '../../design/error-state.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { keepToastsAbove } from '../../design/toast-room.ts'
import { toastError } from '../../design/toast-store.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { Composer, type ComposerHandle } from './composer/composer.tsx'
import { newDraft } from './composer/drafts.ts'
import { useAttach } from './composer/use-attach.ts'
import { useSubmit } from './composer/use-submit.ts'
import { EmptyChat } from './empty-chat.tsx'
import { shownBranch } from './thread/branch.ts'
import { Thread } from './thread/thread.tsx'

/** A conversation, or the beginning of one where `id` is absent: its messages, and where the next one is written. The same on its page and beside other pages. */
export function ConversationView({ id, onCreated }: { id: string | undefined; onCreated: (id: string) => void }) {
  const query = useConversation(id)
  const open = query.data
  const project = useCurrentProject()
  const projectId = open?.conversation.projectId ?? project?.id
  const draftId = id ?? newDraft
  // What is chosen before there is a conversation to keep it.
  const [choice, setChoice] = useState<{ model?: string; mode?: ChatMode }>({})
  const usualMode = useUsualMode()
  const change = useChangeConversation(id ?? '')
  const [editing, setEditing] = useState<string>()
  const [isOver, setOver] = useState(false)
  const composer = useRef<ComposerHandle>(null)
  const attach = useAttach(draftId, projectId)
  const { submit, isSending } = useSubmit({ conversationId: id, choice, onCreated })
  const { mutate: moveTurn } = useTurn()
  const running = open?.turns.findLast(({ state }) => state === 'running' || state === 'asking')
  const stop =
    running === undefined ? undefined : () => moveTurn({ id: running.id, action: 'stop' }, { onError: toastError })
  useShortcut({
    id: 'chat-stop',
    keys: 'mod+.',
    label: 'Stop the answer',
    scope: 'Chat',
    whileTyping: true,
    enabled: stop !== undefined,
    action: () => stop?.(),
  })
  const ask = (text: string) => {
    void submit(text)
    composer.current?.focus()
  }
  const editLast = () => {
    if (open === undefined) return
    const shown = shownBranch(open.messages, open.conversation.headId)
    setEditing(shown.findLast(({ kind }) => kind === 'user')?.messages[0].id)
  }
  const dragging = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      attach.takeDrop(event.dataTransfer)
    },
  }
  const empty = <EmptyChat onAsk={ask} isBusy={isSending} />
  return (
    <div {...dragging} className="relative flex h-full min-h-0 flex-col">
      {query.isError && open === undefined ? (
        <div className="flex-1">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : id === undefined ? (
        <div className="min-h-0 flex-1 overflow-y-auto">{empty}</div>
      ) : open === undefined ? (
        <div className="min-h-0 flex-1 p-4">
          <SkeletonRows rows={4} />
        </div>
      ) : (
        <Thread key={id} open={open} editing={editing} onEdit={setEditing} empty={empty} />
      )}
      <p role="status" className="sr-only">
        {running === undefined ? '' : running.state === 'asking' ? 'It asks for your permission.' : 'Answering.'}
      </p>
      <div ref={keepToastsAbove} className="shrink-0 px-4 pt-1 pb-3 max-sm:px-2.5 [&>div]:mx-auto [&>div]:max-w-3xl">
        <Composer
          ref={composer}
          draftId={draftId}
          projectId={projectId}
          attach={attach}
          model={open?.conversation.model ?? choice.model}
          mode={open?.conversation.mode ?? choice.mode ?? usualMode}
          onModel={(model) => {
            if (id === undefined) setChoice({ ...choice, model })
            else change.mutate({ model }, { onError: toastError })
          }}
          onMode={(mode) => {
            if (id === undefined) setChoice({ ...choice, mode })
            else change.mutate({ mode }, { onError: toastError })
          }}
          onSubmit={() => void submit()}
          isSending={isSending}
          onStop={stop}
          onEditLast={editLast}
        />
      </div>
      {isOver ? (
        <div
          aria-hidden
          className="pointer-events-none absolute inset-2 z-30 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-surface-0/80 text-lg font-medium text-accent-text"
        >
          Drop it to attach it
        </div>
      ) : null}
    </div>
  )
}

/** The mode of conversations that name none: a setting. */
function useUsualMode(): ChatMode {
  const values = useConfig().data?.values as { chat?: { mode?: ChatMode } } | undefined
  return values?.chat?.mode ?? 'auto'
}
