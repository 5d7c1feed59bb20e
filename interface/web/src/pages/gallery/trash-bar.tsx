import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTrashSize } from '../../api/trash.ts'
import { Button } from '../../design/button.tsx'
import { formatBytes } from '../../format/format-bytes.ts'
import { DeleteDialog } from './actions/delete-dialog.tsx'

/** Over the trash: how much lies there, and emptying it. */
export function TrashBar({ projectId, count }: { projectId: string | undefined; count: number }) {
  const size = useTrashSize({ projectId, ids: undefined }).data
  const [asking, setAsking] = useState(false)
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-b border-line bg-surface-1 px-4 py-1.5">
      <p className="text-sm text-ink-soft">
        What lies here is kept until you delete it.
        {size === undefined || size.count === 0 ? null : ` It takes ${formatBytes(size.bytes)}.`}
      </p>
      <Button size="small" icon={<Trash2 />} disabled={count === 0} onClick={() => setAsking(true)}>
        Empty the trash …
      </Button>
      {asking ? <DeleteDialog projectId={projectId} onClose={() => setAsking(false)} /> : null}
    </div>
  )
}
