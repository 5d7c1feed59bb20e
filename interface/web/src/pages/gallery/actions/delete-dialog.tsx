import { useDeleteForGood, useTrashSize } from '../../../api/trash.ts'
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { formatBytes } from '../../../format/format-bytes.ts'
import { countWords } from '../asset-words.ts'

/** Asks before assets are deleted for good and says how much that is. Without `ids`: all that lies in the trash. */
export function DeleteDialog({
  ids,
  projectId,
  onClose,
  onDeleted,
}: {
  ids?: readonly string[]
  projectId: string | undefined
  onClose: () => void
  onDeleted?: () => void
}) {
  const size = useTrashSize({ projectId, ids }).data
  const remove = useDeleteForGood()
  const count = size?.count ?? ids?.length ?? 0
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={ids === undefined ? 'Empty the trash?' : `Delete ${countWords(ids.length)} for good?`}
      action={size === undefined ? 'Delete for good' : `Delete ${formatBytes(size.bytes)} for good`}
      busy={remove.isPending || size === undefined}
      onConfirm={() =>
        remove.mutate(
          { projectId, ids },
          {
            onError: toastError,
            onSuccess: ({ deleted, bytes, keptFiles }) => {
              toast({
                tone: 'success',
                title: `Deleted ${countWords(deleted)}, ${formatBytes(bytes)}`,
                detail:
                  keptFiles > 0
                    ? `${countWords(keptFiles, 'file')} changed outside of the workspace ${keptFiles === 1 ? 'was' : 'were'} left where ${keptFiles === 1 ? 'it is' : 'they are'}.`
                    : undefined,
              })
              onDeleted?.()
              onClose()
            },
          },
        )
      }
    >
      <p>
        {size === undefined
          ? 'Counting …'
          : `${countWords(count)} and ${formatBytes(size.bytes)} on the disk will be gone. There is no undo.`}
      </p>
      {size !== undefined && size.madeFromThem > 0 ? (
        <p className="mt-2 text-warning-text">
          {countWords(size.madeFromThem)} outside of the trash {size.madeFromThem === 1 ? 'was' : 'were'} made from them
          and could not be replayed from the beginning any more.
        </p>
      ) : null}
    </ConfirmDialog>
  )
}
