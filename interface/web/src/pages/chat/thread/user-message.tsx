import { Pencil } from 'lucide-react'
import { memo, useState } from 'react'
import type { LiveMessage } from '../../../api/conversation-state.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { CallResults } from '../made/call-results.tsx'
import { CopyButton } from '../markdown/copy-button.tsx'
import { BranchSwitch } from './branch-switch.tsx'

/** Longer messages are shown in part. */
const mostCharacters = 4000

/** What the person wrote, as it was written; it can be written anew, which begins a branch. */
export const UserMessage = memo(function UserMessage({
  message,
  beside,
  isEditing,
  onEdit,
  onBranch,
  onSend,
}: {
  message: LiveMessage
  beside: readonly string[]
  isEditing: boolean
  onEdit: (id: string | undefined) => void
  onBranch: (id: string) => void
  onSend: (message: LiveMessage, text: string) => Promise<boolean>
}) {
  const [isWhole, setWhole] = useState(false)
  const { id, text, attachments } = message
  const shown = isWhole ? text : text.slice(0, mostCharacters)
  return (
    <article aria-label="You" className="group flex flex-col items-end gap-1.5">
      {attachments.length === 0 ? null : (
        <div className="max-w-[85%]">
          <CallResults ids={attachments} small />
        </div>
      )}
      {isEditing ? (
        <EditMessage message={message} onCancel={() => onEdit(undefined)} onSend={onSend} />
      ) : (
        <>
          <div className="flex max-w-full items-center gap-0.5">
            <div className="flex shrink-0 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
              <CopyButton text={text} label="Copy the message" />
              <IconButton size="small" label="Edit the message" icon={<Pencil />} onClick={() => onEdit(id)} />
            </div>
            {text === '' ? null : (
              <div className="min-w-0 rounded-2xl rounded-br-md bg-accent-soft px-3.5 py-2 text-base/6 whitespace-pre-wrap wrap-anywhere">
                {shown}
                {shown.length < text.length ? (
                  <Button size="small" variant="quiet" className="mt-1 flex" onClick={() => setWhole(true)}>
                    Show all {text.length.toLocaleString('en')} characters
                  </Button>
                ) : null}
              </div>
            )}
          </div>
          <BranchSwitch beside={beside} shown={id} onShow={onBranch} />
        </>
      )}
    </article>
  )
})

function EditMessage({
  message,
  onCancel,
  onSend,
}: {
  message: LiveMessage
  onCancel: () => void
  onSend: (message: LiveMessage, text: string) => Promise<boolean>
}) {
  const [text, setText] = useState(message.text)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    if (text.trim() === '') return
    setBusy(true)
    const isSent = await onSend(message, text.trim())
    setBusy(false)
    if (isSent) onCancel()
  }
  return (
    <div className="flex w-full flex-col gap-2 rounded-xl border border-accent bg-surface-2 p-2">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the person asked to write here
        autoFocus
        aria-label="The message, written anew"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') {
            event.stopPropagation()
            onCancel()
          }
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            void send()
          }
        }}
        className="field-sizing-content max-h-[40dvh] min-h-16 w-full resize-none bg-transparent px-1.5 py-1 text-base/6 outline-none"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto px-1.5 text-xs text-ink-faint">What was here before stays as a branch.</span>
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" variant="primary" busy={isBusy} disabled={text.trim() === ''} onClick={() => void send()}>
          Send
        </Button>
      </div>
    </div>
  )
}
