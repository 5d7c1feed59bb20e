import { useKnownAssets } from '../../../api/asset-window.ts'
import { CollectDialog } from './collect-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import type { ListActions } from './use-list-actions.ts'

const none: readonly string[] = []

/** The dialog that an action asked for. */
export function ActionDialogs({ actions, projectId }: { actions: ListActions; projectId: string | undefined }) {
  const { dialog, closeDialog, onGone } = actions
  const assets = useKnownAssets(dialog?.ids ?? none)
  if (dialog === undefined) return null
  const { name, ids } = dialog
  switch (name) {
    case 'tag':
      return <TagDialog ids={ids} assets={assets} projectId={projectId} onClose={closeDialog} />
    case 'collect':
      return <CollectDialog ids={ids} assets={assets} projectId={projectId} onClose={closeDialog} />
    case 'delete':
      return <DeleteDialog ids={ids} projectId={projectId} onClose={closeDialog} onDeleted={onGone} />
    default:
      return name satisfies never
  }
}
