import {
  ArrowRightFromLine,
  Columns2,
  Download,
  Eye,
  FileArchive,
  Folder,
  RotateCcw,
  Tag,
  Trash2,
  WandSparkles,
} from 'lucide-react'
import { createElement, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Asset } from '../../../api/wire.ts'
import type { MenuEntry } from '../../../design/menu.tsx'
import type { useGalleryAddress } from '../use-gallery-address.ts'
import { downloadArchive, downloadAsset } from './download.ts'
import { useAssetActions } from './use-asset-actions.ts'

export type ActionDialog = 'tag' | 'collect' | 'delete'

interface Options {
  /** What is acted on: the chosen ones, else the one that has the keys. */
  readonly ids: readonly string[]
  /** Those of them that are loaded. */
  readonly assets: readonly Asset[]
  readonly trashed: boolean
  readonly go: ReturnType<typeof useGalleryAddress>['go']
  /** They are no longer in the list. */
  readonly onGone: () => void
}

/** What can be done to what is chosen in the list: the same for bar, menu and keys. */
export function useListActions({ ids, assets, trashed, go, onGone }: Options) {
  const navigate = useNavigate()
  const { rate, trash, restore } = useAssetActions()
  const [dialog, setDialog] = useState<{ name: ActionDialog; ids: readonly string[] } | undefined>()
  const one = ids.length === 1 ? assets[0] : undefined
  const two = ids.length === 2 && assets.length === 2 ? assets : undefined
  const ask = (name: ActionDialog) => ids.length > 0 && setDialog({ name, ids })
  const actions = {
    ids,
    trashed,
    dialog,
    closeDialog: () => setDialog(undefined),
    onGone,
    rating:
      assets.length > 0 && assets.every((asset) => asset.rating === assets[0]!.rating) ? (assets[0]!.rating ?? 0) : 0,
    rate: (stars: number) => !trashed && rate(ids, stars),
    tag: () => ask('tag'),
    collect: () => ask('collect'),
    /** Into the trash; there, for good. */
    trash() {
      if (trashed) return ask('delete')
      trash(ids)
      onGone()
    },
    restore() {
      restore(ids)
      onGone()
    },
    download: one === undefined ? undefined : () => downloadAsset(one),
    archive: ids.length === 0 ? undefined : () => downloadArchive(ids),
    compare: two === undefined ? undefined : () => go({ asset: two[0]!.id, compare: two[1]!.id }),
    /** As the starting picture of a new one. */
    useAsInput:
      one === undefined || one.kind === 'export'
        ? undefined
        : () => void navigate(`/?image=${encodeURIComponent(one.id)}`),
    useSettings:
      one?.recipe === undefined ? undefined : () => void navigate(`/?settings=${encodeURIComponent(one.id)}`),
    /** For the menu at the pointer. */
    entries(at: Asset | undefined): MenuEntry[] {
      if (at === undefined) return []
      const more = ids.length > 1
      return [
        { label: 'Open', icon: icon(Eye), keys: 'enter', onSelect: () => go({ asset: at.id }) },
        ...entry('Compare the two', Columns2, 'v', actions.compare),
        ...(trashed ? [] : entry('Use as input', ArrowRightFromLine, undefined, actions.useAsInput)),
        ...(trashed ? [] : entry('Use its settings again', WandSparkles, undefined, actions.useSettings)),
        'line',
        ...(trashed ? [] : entry('Tags …', Tag, 't', actions.tag)),
        ...(trashed ? [] : entry('Collect …', Folder, 'c', actions.collect)),
        ...entry('Download', Download, 'd', actions.download),
        ...entry(
          more ? 'Download as a zip' : 'Download with its record as a zip',
          FileArchive,
          undefined,
          actions.archive,
        ),
        'line',
        ...(trashed ? entry('Restore', RotateCcw, 'r', actions.restore) : []),
        {
          label: trashed ? 'Delete for good …' : 'Move to the trash',
          icon: icon(Trash2),
          keys: 'delete',
          danger: true,
          onSelect: actions.trash,
        },
      ]
    },
  }
  return actions
}

export type ListActions = ReturnType<typeof useListActions>

function entry(
  label: string,
  Icon: typeof Eye,
  keys: string | undefined,
  onSelect: (() => void) | undefined,
): MenuEntry[] {
  return onSelect === undefined ? [] : [{ label, icon: icon(Icon), keys, onSelect }]
}

function icon(Icon: typeof Eye) {
  return createElement(Icon, { 'aria-hidden': true })
}
