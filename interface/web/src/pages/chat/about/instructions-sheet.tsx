import { useState } from 'react'
import { useChangeConversation, useProjectMemory, useSaveMemory } from '../../../api/conversations.ts'
import { useProjects } from '../../../api/projects.ts'
import type { Conversation } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { Field } from '../../../design/field.tsx'
import { Sheet } from '../../../design/sheet.tsx'
import { SkeletonRows } from '../../../design/skeleton.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { describeCall } from '../calls/describe-call.ts'

/** What every answer is given beforehand: instructions of this conversation, memory of its project. */
export function InstructionsSheet({
  conversation,
  open,
  onOpenChange,
}: {
  conversation: Conversation
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const project = useProjects().data?.find(({ id }) => id === conversation.projectId)
  const memory = useProjectMemory(open ? project?.slug : undefined)
  const change = useChangeConversation(conversation.id)
  const save = useSaveMemory()
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Instructions and memory">
      <div className="flex flex-col gap-8">
        <Text
          label="Instructions of this conversation"
          hint="Told to a language model before everything else: style, units, what to leave alone. The built-in interpreter does not read them."
          value={conversation.systemPrompt ?? ''}
          isBusy={change.isPending}
          onSave={(systemPrompt) =>
            change.mutate(
              { systemPrompt },
              { onSuccess: () => toast({ tone: 'success', title: 'Instructions saved' }), onError: toastError },
            )
          }
        />
        <AllowedTools
          tools={conversation.allowed ?? []}
          onChange={(allowed) => change.mutate({ allowed }, { onError: toastError })}
        />
        {memory.isError ? (
          <ErrorState compact error={memory.error} onRetry={() => void memory.refetch()} />
        ) : memory.data === undefined || project === undefined ? (
          <SkeletonRows rows={3} />
        ) : (
          <Text
            key={memory.data.text}
            label={`Memory of ${project.name}`}
            hint="What is remembered in all conversations of this project. “Remember that …” adds a line, “forget …” takes one away."
            value={memory.data.text}
            isBusy={save.isPending}
            onSave={(text) =>
              save.mutate(
                { slug: project.slug, text },
                { onSuccess: () => toast({ tone: 'success', title: 'Memory saved' }), onError: toastError },
              )
            }
          />
        )}
      </div>
    </Sheet>
  )
}

/** What was allowed for good in this conversation, each with a way back. */
function AllowedTools({ tools, onChange }: { tools: readonly string[]; onChange: (tools: string[]) => void }) {
  if (tools.length === 0) return null
  return (
    <section aria-label="Always allowed here" className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-soft">Always allowed in this conversation</h3>
      <ul className="flex flex-col gap-1">
        {tools.map((tool) => (
          <li key={tool} className="flex items-center gap-2 rounded-md border border-line py-1 pr-1 pl-2.5">
            <span className="min-w-0 flex-1 truncate">{describeCall({ tool, arguments: {} }).title}</span>
            <Button size="small" onClick={() => onChange(tools.filter((each) => each !== tool))}>
              Ask again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Text({
  label,
  hint,
  value,
  isBusy,
  onSave,
}: {
  label: string
  hint: string
  value: string
  isBusy: boolean
  onSave: (text: string) => void
}) {
  const [text, setText] = useState(value)
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={hint}>
        <Textarea
          rows={5}
          className="max-h-[40dvh] min-h-28"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <Button
        className="self-end"
        variant="primary"
        busy={isBusy}
        disabled={text === value}
        onClick={() => onSave(text)}
      >
        Save
      </Button>
    </div>
  )
}
