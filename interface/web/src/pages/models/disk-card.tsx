import { useState } from 'react'
import { useModelDisk, useModelWaste, usePrune } from '../../api/models.ts'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { Card, Meter } from './card.tsx'

/** What models take on the disk, the largest first, and what could go. */
export function DiskCard() {
  const disk = useModelDisk().data
  const waste = useModelWaste(true).data
  const prune = usePrune()
  const [asking, setAsking] = useState(false)
  if (disk === undefined) return null
  const more = [
    ...(disk.packedBytes > 0 ? [['Packed weights', disk.packedBytes] as const] : []),
    ...(disk.downloadBytes > 0 ? [['Unfinished downloads', disk.downloadBytes] as const] : []),
  ]
  return (
    <Card
      title="Disk"
      action={
        waste === undefined || waste.items.length === 0 ? undefined : (
          <Button size="small" variant="quiet" onClick={() => setAsking(true)}>
            Tidy up {formatBytes(waste.bytes)}
          </Button>
        )
      }
    >
      <Meter
        used={disk.usedBytes}
        total={disk.usedBytes + disk.freeBytes}
        words={`${formatBytes(disk.usedBytes)} used by models, ${formatBytes(disk.freeBytes)} free`}
      />
      <ul className="flex flex-col gap-1.5 text-xs">
        {[
          ...disk.items.map(({ id, version, title, bytes }) => [title, bytes, `${id}@${version}`] as const),
          ...more,
        ].map(([title, bytes, key]) => (
          <li key={key ?? title} className="flex justify-between gap-3">
            <span className="truncate text-ink-soft" title={title}>
              {title}
            </span>
            <span className="shrink-0 text-ink-faint tabular-nums">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Delete what nothing needs?"
        action={`Delete ${formatBytes(waste?.bytes ?? 0)}`}
        busy={prune.isPending}
        onConfirm={() =>
          prune.mutate(undefined, {
            onSuccess: ({ bytes }) => toast({ tone: 'success', title: `${formatBytes(bytes)} are free again.` }),
            onError: toastError,
            onSettled: () => setAsking(false),
          })
        }
      >
        <ul className="flex flex-col gap-1">
          {waste?.items.map(({ what, name, bytes }) => (
            <li key={`${what} ${name}`}>
              {name} ({what}), {formatBytes(bytes)}
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    </Card>
  )
}
