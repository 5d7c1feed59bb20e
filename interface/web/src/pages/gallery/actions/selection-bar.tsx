import {
  ArrowRightFromLine,
  Columns2,
  Download,
  Ellipsis,
  FileArchive,
  Folder,
  RotateCcw,
  Tag,
  Trash2,
  X,
} from 'lucide-react'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { keepToastsAbove } from '../../../design/toast-room.ts'
import { countWords } from '../asset-words.ts'
import { RatingInput } from '../rating.tsx'
import type { ListActions } from './use-list-actions.ts'

/** What can be done to the chosen assets, at the foot of the list as long as there are any. */
export function SelectionBar({
  count,
  actions,
  onClear,
}: {
  count: number
  actions: ListActions
  onClear: () => void
}) {
  const { trashed } = actions
  return (
    <div
      ref={keepToastsAbove}
      role="toolbar"
      aria-label="The selected assets"
      // On narrow screens the toasts lie at the foot.
      className="absolute inset-x-2 bottom-3 z-20 max-md:top-2 max-md:bottom-auto mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-rise items-center gap-0.5 rounded-xl border border-line bg-surface-2 p-1 shadow-high"
    >
      <IconButton label="Clear the selection" keys="escape" icon={<X />} onClick={onClear} />
      <span className="mr-1 truncate text-sm font-medium tabular-nums" title={countWords(count)}>
        {count.toLocaleString('en')}
        <span className="max-sm:sr-only"> selected</span>
      </span>
      {trashed ? (
        <IconButton label="Restore" keys="r" icon={<RotateCcw />} onClick={actions.restore} />
      ) : (
        <>
          <div className="border-l border-line pl-1 max-md:hidden">
            <RatingInput rating={actions.rating} onRate={actions.rate} label="Rate them" />
          </div>
          <IconButton label="Tags" keys="t" icon={<Tag />} onClick={actions.tag} />
          <IconButton label="Collect" keys="c" icon={<Folder />} onClick={actions.collect} />
        </>
      )}
      {actions.compare === undefined ? null : (
        <IconButton label="Compare the two" keys="v" icon={<Columns2 />} onClick={actions.compare} />
      )}
      {actions.useAsInput === undefined || trashed ? null : (
        <IconButton label="Use as input" icon={<ArrowRightFromLine />} onClick={actions.useAsInput} />
      )}
      {actions.download === undefined ? null : (
        <IconButton
          label="Download"
          keys="d"
          icon={<Download />}
          onClick={actions.download}
          className="max-sm:hidden"
        />
      )}
      <IconButton
        label="Download as a zip"
        icon={<FileArchive />}
        onClick={actions.archive}
        className="max-sm:hidden"
      />
      <IconButton
        label={trashed ? 'Delete for good' : 'Move to the trash'}
        keys="delete"
        icon={<Trash2 />}
        onClick={actions.trash}
        className="text-danger-text"
      />
      <Menu
        align="end"
        side="top"
        trigger={<IconButton label="More" icon={<Ellipsis />} className="sm:hidden" />}
        entries={[
          ...(trashed
            ? []
            : [5, 4, 3, 2, 1].map((stars) => ({
                label: `${stars} ${stars === 1 ? 'star' : 'stars'}`,
                checked: actions.rating === stars,
                onSelect: () => actions.rate(actions.rating === stars ? 0 : stars),
              }))),
          'line' as const,
          ...(actions.download === undefined
            ? []
            : [{ label: 'Download', icon: <Download />, onSelect: actions.download }]),
          {
            label: 'Download as a zip',
            icon: <FileArchive />,
            onSelect: () => actions.archive?.(),
          },
        ]}
      />
    </div>
  )
}
