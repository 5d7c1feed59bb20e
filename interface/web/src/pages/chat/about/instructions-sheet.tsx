import { useState } from 'react'
import { type ProjectNote, useChangeConversation, useProjectNote, useSaveNote } from '../../../api/conversations.ts'
import { useProjects } from '../../../api/projects.ts'
import type { Conversation, Project } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { Field } from '../../../design/field.tsx'
import { Sheet } from '../../../design/sheet.tsx'
import { SkeletonRows } from '../../../design/skeleton.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { describeCall } from '../calls/describe-call.ts'

/** What every answer is given beforehand: instructions of this conversation and of its project, and the project's memory. */
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
  const change = useChangeConversation(conversation.id)
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
        {project === undefined ? (
          <SkeletonRows rows={3} />
        ) : (
          <>
            <Note
              project={project}
              note="instructions"
              title="Instructions"
              hint="What you want in all conversations of this project. No tool changes it."
            />
            <Note
              project={project}
              note="memory"
              title="Memory"
              hint="What is remembered in all conversations of this project. “Remember that …” adds a line, “forget …” takes one away."
            />
          </>
        )}
      </div>
    </Sheet>
  )
}

function Note(props: { project: Project; note: ProjectNote; title: string; hint: string }) {
  const { project, note, title, hint } = props
  const kept = useProjectNote(project.slug, note)
  const save = useSaveNote(note)
  if (kept.isError) return <ErrorState compact error={kept.error} onRetry={() => void kept.refetch()} />
  if (kept.data === undefined) return <SkeletonRows rows={3} />
  return (
    <Text
      key={kept.data.text}
      label={`${title} of ${project.name}`}
      hint={hint}
      value={kept.data.text}
      isBusy={save.isPending}
      onSave={(text) =>
        save.mutate(
          { slug: project.slug, text },
          { onSuccess: () => toast({ tone: 'success', title: `${title} saved` }), onError: toastError },
        )
      }
    />
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
