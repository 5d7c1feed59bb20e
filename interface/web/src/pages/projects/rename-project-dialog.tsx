import { type FormEvent, useState } from 'react'
import { toApiError } from '../../api/api-error.ts'
import { useRenameProject } from '../../api/projects.ts'
import type { Project } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Field } from '../../design/field.tsx'
import { Input } from '../../design/input.tsx'
import { toast } from '../../design/toast-store.ts'

/** A new name; the folder stays what it is, so nothing that refers to it breaks. */
export function RenameProjectDialog({
  project,
  open,
  onOpenChange,
}: {
  project: Project
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const [name, setName] = useState(project.name)
  const { mutate, error, isPending, reset } = useRenameProject()
  const close = (isOpen: boolean) => {
    onOpenChange(isOpen)
    setName(project.name)
    reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const before = project.name
    mutate(
      { slug: project.slug, name: name.trim() },
      {
        onSuccess: () => {
          onOpenChange(false)
          toast({
            tone: 'success',
            title: `Renamed to ${name.trim()}`,
            action: { label: 'Undo', onSelect: () => mutate({ slug: project.slug, name: before }) },
          })
        },
      },
    )
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Rename the project"
      description="Its folder and address stay the same."
      size="small"
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="rename-project"
            disabled={name.trim() === '' || name.trim() === project.name}
            busy={isPending}
          >
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-project" onSubmit={submit}>
        <Field label="Name" error={error === null ? undefined : toApiError(error).message}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={80} autoFocus />
        </Field>
      </form>
    </Dialog>
  )
}
