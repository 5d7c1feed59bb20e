import { type FormEvent, useState } from 'react'
import { toApiError } from '../../../api/api-error.ts'
import {
  type Collection,
  useCreateCollection,
  useDeleteCollection,
  useRenameCollection,
} from '../../../api/collections.ts'
import { Button } from '../../../design/button.tsx'
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { Field } from '../../../design/field.tsx'
import { Input } from '../../../design/input.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { countWords } from '../asset-words.ts'

interface CollectionDialogProps {
  readonly task: 'create' | 'rename' | 'delete'
  readonly collection?: Collection
  readonly projectId: string | undefined
  readonly onClose: () => void
  readonly onDeleted: (id: string) => void
}

/** Makes, renames or deletes a collection. */
export function CollectionDialog({ task, collection, projectId, onClose, onDeleted }: CollectionDialogProps) {
  const remove = useDeleteCollection()
  if (task === 'delete' && collection !== undefined) {
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={`Delete “${collection.name}”?`}
        action="Delete the collection"
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(collection.id, {
            onError: toastError,
            onSuccess: () => {
              toast({ tone: 'success', title: `Deleted the collection “${collection.name}”` })
              onDeleted(collection.id)
              onClose()
            },
          })
        }
      >
        {collection.count === 0
          ? 'It is empty.'
          : `The ${countWords(collection.count)} in it ${collection.count === 1 ? 'stays' : 'stay'} in the project.`}
      </ConfirmDialog>
    )
  }
  return <NameDialog collection={collection} projectId={projectId} onClose={onClose} />
}

function NameDialog({
  collection,
  projectId,
  onClose,
}: {
  collection: Collection | undefined
  projectId: string | undefined
  onClose: () => void
}) {
  const [name, setName] = useState(collection?.name ?? '')
  const create = useCreateCollection()
  const rename = useRenameCollection()
  const { error, isPending } = collection === undefined ? create : rename
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    if (collection !== undefined) rename.mutate({ id: collection.id, name: name.trim() }, { onSuccess: onClose })
    else {
      create.mutate({ name: name.trim(), ...(projectId === undefined ? {} : { projectId }) }, { onSuccess: onClose })
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="small"
      title={collection === undefined ? 'New collection' : 'Rename the collection'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="collection-name" busy={isPending} disabled={name.trim() === ''}>
            {collection === undefined ? 'Create' : 'Rename'}
          </Button>
        </>
      }
    >
      <form id="collection-name" onSubmit={submit}>
        <Field label="Name" error={error === null ? undefined : toApiError(error).message}>
          <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
