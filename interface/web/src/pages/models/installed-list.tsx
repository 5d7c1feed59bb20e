import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useLoadedModels, useModels, useRemoveModel, useUseModel, useVerifyModel } from '../../api/models.ts'
import type { Model } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { ModelRow } from './model-row.tsx'

/** What is here: the built-in engine first, then every installed model. */
export function InstalledList({ onCatalogue }: { onCatalogue: () => void }) {
  const models = useModels()
  const loaded = useLoadedModels()
  const [removing, setRemoving] = useState<Model>()
  if (models.isPending) return <SkeletonRows className="h-18" />
  if (models.error !== null) return <ErrorState error={models.error} onRetry={() => void models.refetch()} />
  const { items, problems } = models.data
  return (
    <div className="flex flex-col gap-3">
      {problems.map((problem) => (
        <p key={problem} role="alert" className="rounded-lg border border-warning/40 bg-warning-soft p-3 text-xs">
          {problem}
        </p>
      ))}
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface-1">
        {items.map((model) => (
          <ModelRow
            key={`${model.id}@${model.installed?.version ?? ''}`}
            model={model}
            limitBytes={loaded.data?.limitBytes}
            action={<RowActions model={model} onRemove={() => setRemoving(model)} />}
          />
        ))}
      </ul>
      {items.every(({ builtIn }) => builtIn) ? (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface-1 p-3">
          <p className="max-w-prose text-ink-soft">
            Everything is made by the built-in engine so far: procedural forms and materials. For photographs, paintings
            and free prompts take a model from the catalogue, or use those another program on this machine has.
          </p>
          <Button variant="primary" onClick={onCatalogue}>
            Open the catalogue
          </Button>
        </div>
      ) : null}
      {removing === undefined ? null : <RemoveDialog model={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  )
}

function RowActions({ model, onRemove }: { model: Model; onRemove: () => void }) {
  const use = useUseModel()
  const verify = useVerifyModel()
  if (model.builtIn) return null
  const name = `${model.id}@${model.installed?.version}`
  const server = model.installed?.storage === 'server'
  const entries = [
    {
      label: server ? 'Ask the server again' : 'Check its files',
      onSelect: () =>
        verify.mutate(name, { onSuccess: () => toast({ title: `Reading ${model.title} again` }), onError: toastError }),
    },
    'line' as const,
    { label: 'Remove', danger: true, onSelect: onRemove },
  ]
  return (
    <>
      {model.isDefault ? null : (
        <Button
          size="small"
          busy={use.isPending}
          onClick={() =>
            use.mutate(name, {
              onSuccess: () => toast({ tone: 'success', title: `${model.title} is in use now.` }),
              onError: toastError,
            })
          }
        >
          Use
        </Button>
      )}
      <Menu
        align="end"
        trigger={<IconButton label={`More for ${model.title}`} icon={<Ellipsis />} size="small" />}
        entries={entries}
      />
    </>
  )
}

function RemoveDialog({ model, onClose }: { model: Model; onClose: () => void }) {
  const remove = useRemoveModel()
  const own = model.installed?.storage === 'copied'
  const confirm = () =>
    remove.mutate(
      { id: `${model.id}@${model.installed?.version}`, files: own },
      {
        onSuccess: ({ freedBytes }) => {
          toast({
            tone: 'success',
            title: `Removed ${model.title}`,
            ...(own && { detail: `${formatBytes(freedBytes)} are free again.` }),
          })
          onClose()
        },
        onError: toastError,
      },
    )
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${model.title}?`}
      action={own ? 'Delete its files' : 'Remove from the list'}
      busy={remove.isPending}
      onConfirm={confirm}
    >
      {own
        ? 'Its files are the workspace’s own and are deleted. Pictures made with it stay; making one of them again needs the model.'
        : 'Its files belong to another program or server and stay where they are.'}
    </ConfirmDialog>
  )
}
