import { useLoadedModels, useUnload } from '../../api/models.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { toastError } from '../../design/toast-store.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatAgo } from '../../format/format-time.ts'
import { Card, Meter } from './card.tsx'

/** What is loaded now, of the one budget that all models share. */
export function MemoryCard() {
  const { data } = useLoadedModels()
  const unload = useUnload()
  if (data === undefined) return null
  const free = (title?: string) => unload.mutate(title, { onError: toastError })
  return (
    <Card
      title="Memory"
      action={
        data.items.length === 0 ? undefined : (
          <Button size="small" variant="quiet" busy={unload.isPending} onClick={() => free()}>
            Unload all
          </Button>
        )
      }
    >
      <Meter
        used={data.usedBytes}
        total={data.limitBytes}
        words={`${formatBytes(data.usedBytes)} of ${formatBytes(data.limitBytes)} that models share`}
      />
      {data.items.length === 0 ? (
        <p className="text-xs text-ink-faint">Nothing is loaded. A model is loaded when a job first needs it.</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {data.items.map(({ title, bytes, inUse, lastUsedAt }) => (
            <li key={title} className="flex items-center justify-between gap-2">
              <div className="min-w-0">
                <div className="truncate" title={title}>
                  {title}
                </div>
                <div className="text-xs text-ink-faint">
                  {formatBytes(bytes)} · {inUse ? 'computing' : `used ${formatAgo(lastUsedAt)}`}
                </div>
              </div>
              {inUse ? (
                <Badge tone="info">In use</Badge>
              ) : (
                <Button size="small" variant="quiet" onClick={() => free(title)} aria-label={`Unload ${title}`}>
                  Unload
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
