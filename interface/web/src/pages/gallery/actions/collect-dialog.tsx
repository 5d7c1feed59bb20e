import { Check, Folder, Plus } from 'lucide-react'
import { useState } from 'react'
import { useCollections, useCreateCollection } from '../../../api/collections.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { Field } from '../../../design/field.tsx'
import { Input } from '../../../design/input.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { countWords } from '../asset-words.ts'
import { useAssetActions } from './use-asset-actions.ts'

/** Puts what is chosen into collections, takes it out again, or makes a collection of it. */
export function CollectDialog({
  ids,
  assets,
  projectId,
  onClose,
}: {
  ids: readonly string[]
  assets: readonly Asset[]
  projectId: string | undefined
  onClose: () => void
}) {
  const [name, setName] = useState('')
  // A collection is of one project; of a mixed choice the project of the first is offered.
  const owner = assets[0]?.projectId ?? projectId
  const collections = useCollections(owner).data ?? []
  const create = useCreateCollection()
  const { collect, uncollect } = useAssetActions()
  return (
    <Dialog open onOpenChange={onClose} size="small" title={`Collect ${countWords(ids.length)}`}>
      <div className="flex flex-col gap-4 pb-3">
        {collections.length === 0 ? null : (
          <ul aria-label="Collections" className="-mx-2 flex max-h-72 flex-col overflow-y-auto">
            {collections.map((collection) => {
              const inside = assets.filter((asset) => asset.collections.includes(collection.id)).length
              const all = inside === assets.length && inside > 0
              return (
                <li key={collection.id}>
                  <button
                    type="button"
                    aria-pressed={all}
                    onClick={() => (all ? uncollect(ids, collection) : collect(ids, collection))}
                    className="flex h-9 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-surface-3 pointer-coarse:h-11 [&>svg]:size-4 [&>svg]:shrink-0"
                  >
                    <Folder aria-hidden className="text-ink-faint" />
                    <span className="min-w-0 flex-1 truncate">{collection.name}</span>
                    <span className="text-xs text-ink-faint tabular-nums">
                      {inside > 0 && !all ? `${inside} of them in it` : collection.count.toLocaleString('en')}
                    </span>
                    {all ? <Check aria-label="they are in it" className="text-accent-text" /> : null}
                  </button>
                </li>
              )
            })}
          </ul>
        )}
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() === '') return
            create.mutate(
              { name: name.trim(), ...(owner === undefined ? {} : { projectId: owner }) },
              {
                onError: toastError,
                onSuccess: (collection) => {
                  collect(ids, collection)
                  onClose()
                },
              },
            )
          }}
        >
          <Field label="New collection" className="flex-1">
            <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
          </Field>
          <Button type="submit" variant="primary" icon={<Plus />} busy={create.isPending} disabled={name.trim() === ''}>
            Create
          </Button>
        </form>
      </div>
    </Dialog>
  )
}
