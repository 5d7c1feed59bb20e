import { type FormEvent, useState } from 'react'
import { toApiError } from '../api/api-error.ts'
import { useCreateProject, useSwitchProject } from '../api/projects.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { Input } from '../design/input.tsx'
import { toast } from '../design/toast-store.ts'

/** Makes a project and works in it from then on. */
export function NewProjectDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [name, setName] = useState('')
  const create = useCreateProject()
  const use = useSwitchProject()
  const close = (isOpen: boolean) => {
    onOpenChange(isOpen)
    setName('')
    create.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(name.trim(), {
      onSuccess: (project) => {
        use.mutate(project.slug)
        close(false)
        toast({ tone: 'success', title: `New work now goes into ${project.name}` })
      },
    })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="New project"
      description="A folder of its own for assets, history and sessions."
      size="small"
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="new-project"
            disabled={name.trim() === ''}
            busy={create.isPending}
          >
            Create project
          </Button>
        </>
      }
    >
      <form id="new-project" onSubmit={submit}>
        <Field label="Name" error={create.error === null ? undefined : toApiError(create.error).message}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={80} autoFocus />
        </Field>
      </form>
    </Dialog>
  )
}
