import { Pause, Play, X } from 'lucide-react'
import { useChangeTransfer, useTransfers } from '../../api/models.ts'
import type { Transfer } from '../../api/wire.ts'
import { ErrorState } from '../../design/error-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { toastError } from '../../design/toast-store.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { Card } from './card.tsx'

/** Models on their way in, and what came of earlier ones. */
export function TransferList() {
  const transfers = useTransfers().data ?? []
  if (transfers.length === 0) return null
  return (
    <Card title="Transfers">
      <ul className="flex flex-col divide-y divide-line">
        {transfers.map((transfer) => (
          <TransferRow key={transfer.id} transfer={transfer} />
        ))}
      </ul>
    </Card>
  )
}

function TransferRow({ transfer }: { transfer: Transfer }) {
  const change = useChangeTransfer()
  const { id, kind, title, state, bytesDone, bytesTotal, secondsLeft, error, problems } = transfer
  const act = (action: 'pause' | 'resume' | 'cancel' | 'forget') =>
    change.mutate({ id, action }, { onError: toastError })
  const moving = state === 'running' || state === 'planned'
  const ended = state === 'done' || state === 'cancelled'
  return (
    <li className="flex flex-col gap-2 py-2.5 first:pt-0 last:pb-0">
      <div className="flex items-center justify-between gap-2">
        <span className="min-w-0 truncate" title={title}>
          {title}
        </span>
        <span className="flex shrink-0">
          {moving && kind === 'pull' ? (
            <IconButton label={`Pause ${title}`} icon={<Pause />} size="small" onClick={() => act('pause')} />
          ) : null}
          {state === 'paused' || state === 'failed' ? (
            <IconButton label={`Go on with ${title}`} icon={<Play />} size="small" onClick={() => act('resume')} />
          ) : null}
          <IconButton
            label={ended ? `Take ${title} off the list` : `Cancel ${title}`}
            icon={<X />}
            size="small"
            onClick={() => act(ended ? 'forget' : 'cancel')}
          />
        </span>
      </div>
      {moving || state === 'paused' ? (
        <Progress
          label={title}
          fraction={bytesTotal === undefined || bytesTotal === 0 ? undefined : Math.min(1, bytesDone / bytesTotal)}
          message={describe(transfer)}
          secondsLeft={state === 'running' ? secondsLeft : undefined}
        />
      ) : null}
      {error === undefined ? null : <ErrorState compact error={error} />}
      {ended ? <p className="text-xs text-ink-faint">{outcome(transfer)}</p> : null}
      {problems.map((problem) => (
        <p key={problem} className="text-xs text-warning-text">
          {problem}
        </p>
      ))}
    </li>
  )
}

function describe({ state, waiting, bytesDone, bytesTotal, bytesPerSecond, kind }: Transfer): string {
  const amount =
    bytesTotal === undefined ? formatBytes(bytesDone) : `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`
  if (state === 'paused') return `Paused at ${amount}`
  if (waiting !== undefined) return waiting
  if (state === 'planned') return 'Waits for its turn'
  const rate = bytesPerSecond === undefined ? '' : `, ${formatBytes(bytesPerSecond)}/s`
  return `${kind === 'pull' ? '' : 'Read '}${amount}${rate}`
}

function outcome({ kind, state, bytesDone }: Transfer): string {
  if (state === 'cancelled') return 'Cancelled'
  if (kind === 'verify') return 'Its files are as they should be'
  return bytesDone === 0 ? 'Here' : `Here, ${formatBytes(bytesDone)}`
}
