import {
  ArrowRightFromLine,
  Download,
  Ellipsis,
  FileArchive,
  Folder,
  RotateCcw,
  Tag,
  Trash2,
  WandSparkles,
} from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { MakeMenu } from '../../../make/make-menu.tsx'
import { CollectDialog } from '../actions/collect-dialog.tsx'
import { DeleteDialog } from '../actions/delete-dialog.tsx'
import { downloadArchive, downloadAsset } from '../actions/download.ts'
import { TagDialog } from '../actions/tag-dialog.tsx'
import { useAssetActions } from '../actions/use-asset-actions.ts'
import type { useGalleryAddress } from '../use-gallery-address.ts'

/** What can be done to the one asset that is open. */
export function DetailActions({
  asset,
  go,
  onTrashed,
}: {
  asset: Asset
  go: ReturnType<typeof useGalleryAddress>['go']
  /** It went into the trash: show the next. */
  onTrashed: () => void
}) {
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'tag' | 'collect' | 'delete' | undefined>()
  const actions = useAssetActions()
  const trashed = asset.trashedAt !== undefined
  const remove = () => {
    if (trashed) return setDialog('delete')
    actions.trash([asset.id])
    onTrashed()
  }
  const rate = (stars: number) => actions.rate([asset.id], stars)
  const scope = 'Asset'
  useShortcut({ id: 'asset-tag', keys: 't', label: 'Tags', scope, action: () => setDialog('tag') })
  useShortcut({ id: 'asset-collect', keys: 'c', label: 'Collect', scope, action: () => setDialog('collect') })
  useShortcut({ id: 'asset-download', keys: 'd', label: 'Download', scope, action: () => downloadAsset(asset) })
  useShortcut({ id: 'asset-trash', keys: 'delete', label: 'Move to the trash', scope, action: remove })
  useShortcut({ id: 'asset-rate-0', keys: '0', label: 'Take the rating away', scope, action: () => rate(0) })
  useShortcut({ id: 'asset-rate-1', keys: '1', label: 'Rate 1 star', scope, action: () => rate(1) })
  useShortcut({ id: 'asset-rate-2', keys: '2', label: 'Rate 2 stars', scope, action: () => rate(2) })
  useShortcut({ id: 'asset-rate-3', keys: '3', label: 'Rate 3 stars', scope, action: () => rate(3) })
  useShortcut({ id: 'asset-rate-4', keys: '4', label: 'Rate 4 stars', scope, action: () => rate(4) })
  useShortcut({ id: 'asset-rate-5', keys: '5', label: 'Rate 5 stars', scope, action: () => rate(5) })
  return (
    <>
      {trashed ? (
        <Button icon={<RotateCcw />} onClick={() => actions.restore([asset.id])}>
          Restore
        </Button>
      ) : asset.recipe === undefined ? null : (
        <Button asChild className="max-sm:hidden">
          <Link to={`/?settings=${asset.id}`}>
            <WandSparkles aria-hidden /> Use again
          </Link>
        </Button>
      )}
      {trashed ? null : <MakeMenu asset={asset} />}
      <IconButton label="Download" keys="d" icon={<Download />} onClick={() => downloadAsset(asset)} />
      <Menu
        align="end"
        trigger={<IconButton label="More" icon={<Ellipsis />} />}
        entries={[
          ...(trashed || asset.kind === 'export'
            ? []
            : [
                {
                  label: 'Use as input',
                  icon: <ArrowRightFromLine />,
                  onSelect: () => void navigate(`/?image=${asset.id}`),
                },
              ]),
          ...(asset.recipe === undefined
            ? []
            : [
                {
                  label: 'Use its settings again',
                  icon: <WandSparkles />,
                  onSelect: () => void navigate(`/?settings=${asset.id}`),
                },
              ]),
          { label: 'Tags …', icon: <Tag />, keys: 't', onSelect: () => setDialog('tag') },
          { label: 'Collect …', icon: <Folder />, keys: 'c', onSelect: () => setDialog('collect') },
          {
            label: 'Download with its record as a zip',
            icon: <FileArchive />,
            onSelect: () => downloadArchive([asset.id]),
          },
          'line',
          {
            label: trashed ? 'Delete for good …' : 'Move to the trash',
            icon: <Trash2 />,
            keys: 'delete',
            danger: true,
            onSelect: remove,
          },
        ]}
      />
      {dialog === 'tag' ? (
        <TagDialog ids={[asset.id]} assets={[asset]} projectId={asset.projectId} onClose={() => setDialog(undefined)} />
      ) : dialog === 'collect' ? (
        <CollectDialog
          ids={[asset.id]}
          assets={[asset]}
          projectId={asset.projectId}
          onClose={() => setDialog(undefined)}
        />
      ) : dialog === 'delete' ? (
        <DeleteDialog
          ids={[asset.id]}
          projectId={asset.projectId}
          onClose={() => setDialog(undefined)}
          onDeleted={() => go({}, true)}
        />
      ) : null}
    </>
  )
}
