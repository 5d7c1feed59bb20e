import { ArrowUp, Square } from 'lucide-react'
import { type KeyboardEvent, type Ref, useCallback, useId, useImperativeHandle, useRef, useState } from 'react'
import type { ChatMode } from '../../../api/conversations.ts'
import type { Asset } from '../../../api/wire.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { useMedia } from '../../../design/use-media.ts'
import { AttachMenu } from './attach-menu.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { drafts } from './drafts.ts'
import { completeMention, type Mention, mentionAt } from './mention.ts'
import { MentionList } from './mention-list.tsx'
import { ModePicker } from './mode-picker.tsx'
import { ModelPicker } from './model-picker.tsx'
import type { Attach } from './use-attach.ts'
import { useDraft } from './use-draft.ts'

export interface ComposerHandle {
  focus(): void
}

/** Where a message is written: words, attachments, who answers and how far they may go. */
export function Composer({
  draftId,
  projectId,
  attach,
  model,
  mode,
  onModel,
  onMode,
  onSubmit,
  isSending,
  onStop,
  onEditLast,
  ref,
}: {
  draftId: string
  projectId: string | undefined
  attach: Attach
  model: string | undefined
  mode: ChatMode
  onModel: (id: string) => void
  onMode: (mode: ChatMode) => void
  onSubmit: () => void
  isSending: boolean
  /** Given while something can be stopped. */
  onStop: (() => void) | undefined
  /** The arrow up in an empty field. */
  onEditLast: () => void
  ref?: Ref<ComposerHandle>
}) {
  const draft = useDraft(draftId)
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [mention, setMention] = useState<Mention>()
  const [items, setItems] = useState<readonly Asset[]>([])
  const [chosen, setChosen] = useState(0)
  // On a phone the return key makes a line, as everywhere there.
  const isCoarse = useMedia('(pointer: coarse)')
  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }))
  const takeItems = useCallback((next: readonly Asset[]) => {
    setItems(next)
    setChosen(0)
  }, [])
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0
  const setText = (text: string) => drafts.set(draftId, { ...drafts.get(draftId), text })
  const choose = (asset: Asset) => {
    if (mention === undefined) return
    const { text, caret } = completeMention(draft.text, mention, asset.name)
    setText(text)
    attach.add(asset)
    setMention(undefined)
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (mention !== undefined && items.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) {
        event.preventDefault()
        setChosen((chosen + step + items.length) % items.length)
        return
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault()
        choose(items[chosen]!)
        return
      }
    }
    if (event.key === 'Escape' && mention !== undefined) {
      event.preventDefault()
      setMention(undefined)
    }
    if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault()
      onEditLast()
    }
    if (event.key === 'Enter' && !event.shiftKey && (!isCoarse || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      if (!isEmpty && !isSending) onSubmit()
    }
  }
  return (
    <div className="relative">
      {mention === undefined ? null : (
        <MentionList
          id={listId}
          word={mention.word}
          projectId={projectId}
          chosen={chosen}
          onItems={takeItems}
          onChoose={choose}
        />
      )}
      <div className="rounded-xl border border-line-strong/60 bg-surface-2 shadow-low focus-within:border-accent">
        <AttachmentList attachments={draft.attachments} arriving={attach.arriving} onRemove={attach.remove} />
        <textarea
          ref={field}
          rows={1}
          value={draft.text}
          aria-label="Message"
          aria-controls={mention === undefined ? undefined : listId}
          aria-autocomplete="list"
          aria-activedescendant={mention !== undefined && items.length > 0 ? `${listId}-${chosen}` : undefined}
          placeholder="Ask for a picture, a material, a mesh …"
          onChange={({ target }) => {
            setText(target.value)
            setMention(mentionAt(target.value, target.selectionStart))
          }}
          onSelect={({ currentTarget }) => setMention(mentionAt(currentTarget.value, currentTarget.selectionStart))}
          onBlur={() => setMention(undefined)}
          onKeyDown={onKeyDown}
          onPaste={(event) => attach.takePaste(event.clipboardData) && event.preventDefault()}
          className="field-sizing-content block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3 py-2.5 text-base/6 outline-none placeholder:text-ink-faint"
        />
        <div className="flex items-center gap-0.5 p-1.5 pt-0">
          <AttachMenu attach={attach} />
          <ModePicker mode={mode} onChange={onMode} />
          <div className="flex min-w-0 flex-1">
            <ModelPicker model={model} onChange={onModel} />
          </div>
          {onStop === undefined ? null : (
            <IconButton
              variant={isEmpty ? 'primary' : 'secondary'}
              label="Stop"
              keys="mod+."
              icon={<Square className="size-3.5! fill-current" />}
              onClick={onStop}
            />
          )}
          {onStop !== undefined && isEmpty ? null : (
            <IconButton
              variant="primary"
              label="Send"
              icon={<ArrowUp />}
              busy={isSending}
              disabled={isEmpty}
              onClick={onSubmit}
            />
          )}
        </div>
      </div>
    </div>
  )
}
