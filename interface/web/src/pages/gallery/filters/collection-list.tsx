import { Ellipsis, Folder, Plus } from 'lucide-react'
import { useState } from 'react'
import { type Collection, useCollections } from '../../../api/collections.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { useAssetActions } from '../actions/use-asset-actions.ts'
import { change } from '../list/gallery-query.ts'
import { CollectionDialog } from './collection-dialog.tsx'
import { FacetRow } from './facet-row.tsx'
import type { FilterProps } from './filter-props.ts'
import { useDrop } from './use-drop.ts'

/** The project's collections: choose one, make one, drop assets on one. */
export function CollectionList({ query, onChange, projectId }: FilterProps) {
  const collections = useCollections(projectId).data ?? []
  const [dialog, setDialog] = useState<{ task: 'create' | 'rename' | 'delete'; collection?: Collection } | undefined>()
  return (
    <section aria-label="Collections" className="flex flex-col gap-px">
      <div className="flex items-center justify-between pl-2">
        <h3 className="text-2xs font-medium text-ink-faint">Collections</h3>
        <IconButton size="small" label="New collection" icon={<Plus />} onClick={() => setDialog({ task: 'create' })} />
      </div>
      {collections.length === 0 ? (
        <p className="px-2 py-1 text-xs text-ink-faint">Put together what belongs together.</p>
      ) : null}
      {collections.map((collection) => (
        <CollectionRow
          key={collection.id}
          collection={collection}
          on={query.collection === collection.id}
          onPress={() =>
            onChange(change(query, { collection: query.collection === collection.id ? undefined : collection.id }))
          }
          onTask={(task) => setDialog({ task, collection })}
        />
      ))}
      {dialog === undefined ? null : (
        <CollectionDialog
          {...dialog}
          projectId={projectId}
          onClose={() => setDialog(undefined)}
          onDeleted={(id) => query.collection === id && onChange(change(query, { collection: undefined }))}
        />
      )}
    </section>
  )
}

function CollectionRow({
  collection,
  on,
  onPress,
  onTask,
}: {
  collection: Collection
  on: boolean
  onPress: () => void
  onTask: (task: 'rename' | 'delete') => void
}) {
  const { collect } = useAssetActions()
  const drop = useDrop((ids) => collect(ids, collection))
  return (
    <FacetRow
      icon={<Folder strokeWidth={1.75} />}
      label={collection.name}
      count={collection.count}
      on={on}
      onPress={onPress}
      drop={drop}
      action={
        <Menu
          align="end"
          trigger={
            <IconButton size="small" label={`More for ${collection.name}`} icon={<Ellipsis />} className="w-6!" />
          }
          entries={[
            { label: 'Rename …', onSelect: () => onTask('rename') },
            { label: 'Delete …', danger: true, onSelect: () => onTask('delete') },
          ]}
        />
      }
    />
  )
}
