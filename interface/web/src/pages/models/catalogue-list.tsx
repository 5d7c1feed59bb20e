import { Download, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useCatalogue, useLoadedModels, usePullModel, useTransfers } from '../../api/models.ts'
import type { Model } from '../../api/wire.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Input } from '../../design/input.tsx'
import { Select } from '../../design/select.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { Switch } from '../../design/switch.tsx'
import { toastError } from '../../design/toast-store.ts'
import { kindName, searchedKinds } from './kind-names.ts'
import { ModelRow } from './model-row.tsx'

const kinds = [
  { value: '', label: 'All kinds' },
  ...searchedKinds.map((kind) => ({ value: kind, label: kindName(kind) })),
]

/** Popular models with what must be known of them, to pull. */
export function CatalogueList() {
  const [text, setText] = useState('')
  const [kind, setKind] = useState('')
  const [runs, setRuns] = useState(true)
  const [asking, setAsking] = useState<Model>()
  const q = useDeferredValue(text.trim())
  const catalogue = useCatalogue({ q, kind, runs })
  const loaded = useLoadedModels()
  const pull = usePullModel()
  const start = (model: Model) => pull.mutate(model.id, { onError: toastError, onSettled: () => setAsking(undefined) })
  // A licence that forbids to sell the pictures is no fine print: it is asked before the download.
  const ask = (model: Model) => (model.commercialUse === 'no' ? setAsking(model) : start(model))
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-48 flex-1">
          <Input
            type="search"
            icon={<Search />}
            aria-label="Search the catalogue"
            placeholder="Name, family, licence"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Select aria-label="Kind" className="w-44" options={kinds} value={kind} onValueChange={setKind} />
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is one */}
        <label className="flex h-8 items-center gap-2 text-ink-soft">
          <Switch label="Runs here" checked={runs} onCheckedChange={setRuns} /> Runs here
        </label>
      </div>
      {catalogue.isPending ? <SkeletonRows className="h-18" /> : null}
      {catalogue.error === null ? null : (
        <ErrorState error={catalogue.error} onRetry={() => void catalogue.refetch()} />
      )}
      {catalogue.data?.length === 0 ? (
        <EmptyState
          icon={<Search />}
          title="Nothing in the catalogue fits"
          action={
            <Button
              onClick={() => {
                setText('')
                setKind('')
                setRuns(false)
              }}
            >
              Show everything
            </Button>
          }
        >
          Models that are not in it can be added by their address, or from a file.
        </EmptyState>
      ) : null}
      {catalogue.data === undefined || catalogue.data.length === 0 ? null : (
        <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface-1">
          {catalogue.data.map((model) => (
            <ModelRow
              key={model.id}
              model={model}
              limitBytes={loaded.data?.limitBytes}
              action={
                <PullButton
                  model={model}
                  busy={pull.isPending && pull.variables === model.id}
                  onPull={() => ask(model)}
                />
              }
            />
          ))}
        </ul>
      )}
      {asking === undefined ? null : (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsking(undefined)}
          title="Not for commercial work"
          action="Pull it all the same"
          busy={pull.isPending}
          onConfirm={() => start(asking)}
        >
          The licence of {asking.title} ({asking.licence ?? 'not stated'}) does not let you sell what it makes.
        </ConfirmDialog>
      )}
    </div>
  )
}

function PullButton({ model, busy, onPull }: { model: Model; busy: boolean; onPull: () => void }) {
  const moving = useTransfers().data?.find(
    ({ reference, state }) =>
      reference === model.id && (state === 'planned' || state === 'running' || state === 'paused'),
  )
  if (model.installed !== undefined) return <Badge tone="success">Here</Badge>
  if (moving !== undefined) return <Badge tone="info">{moving.state === 'paused' ? 'Paused' : 'On its way'}</Badge>
  return (
    <Button size="small" icon={<Download />} busy={busy} onClick={onPull} aria-label={`Pull ${model.title}`}>
      Pull
    </Button>
  )
}
