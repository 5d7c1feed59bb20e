import {
  Box,
  Columns2,
  Copy,
  Download,
  ExternalLink,
  Grid3x3,
  ImageUpscale,
  Layers,
  Paintbrush,
  Send,
  Shuffle,
  Trash2,
} from 'lucide-react'
import { useNavigate } from 'react-router'
import { downloadUrl, useBatch } from '../../../api/assets.ts'
import type { Asset, Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu, type MenuEntry } from '../../../design/menu.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { MakeMenu } from '../../../make/make-menu.tsx'
import { copyPicture } from './copy-picture.ts'
import { Rating } from './rating.tsx'
import { ReuseMenu } from './reuse-menu.tsx'
import { useSendTo } from './use-send-to.ts'

/** What can be done with a picture that was made. `compare` and `tile` are switches of the view around it. */
export function ResultActions({
  job,
  asset,
  compare,
  tile,
}: {
  job: Job
  asset: Asset
  compare?: { readonly on: boolean; readonly toggle: () => void } | undefined
  tile?: { readonly on: boolean; readonly toggle: () => void } | undefined
}) {
  const sendTo = useSendTo(job)
  const batch = useBatch()
  const navigate = useNavigate()
  const trash = () =>
    batch.mutate(
      { ids: [asset.id], action: 'trash' },
      {
        onSuccess: () =>
          toast({
            title: `Moved "${asset.name}" to the trash`,
            action: {
              label: 'Undo',
              onSelect: () => batch.mutate({ ids: [asset.id], action: 'restore' }, { onError: toastError }),
            },
          }),
        onError: toastError,
      },
    )
  const send: MenuEntry[] = [
    { label: 'Vary it (image to image)', icon: <Shuffle />, onSelect: () => sendTo.start(asset, 'vary') },
    { label: 'Paint parts anew (inpaint)', icon: <Paintbrush />, onSelect: () => sendTo.start(asset, 'inpaint') },
    { label: 'Extend it (outpaint)', icon: <ExternalLink />, onSelect: () => sendTo.start(asset, 'outpaint') },
    { label: 'Guide by it (ControlNet)', icon: <Layers />, onSelect: () => sendTo.place(asset, 'controlImage') },
    'line',
    { label: 'Enlarge it now', icon: <ImageUpscale />, onSelect: () => sendTo.upscale(asset) },
    { label: 'Make a texture set of it', icon: <Grid3x3 />, onSelect: () => sendTo.texture(asset) },
    {
      label: sendTo.canBeSolid ? 'Make it in 3D now' : 'Lift it to a relief now',
      icon: <Box />,
      onSelect: () => sendTo.solid(asset),
    },
  ]
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1 bg-surface-1 px-3 py-1.5">
      <ReuseMenu job={job} />
      <Menu side="top" trigger={<Button icon={<Send />}>Send to</Button>} entries={send} />
      <MakeMenu asset={asset} side="top" />
      <Rating asset={asset} />
      <span className="ml-auto flex items-center">
        {tile === undefined ? null : (
          <IconButton label="Show it as a tile, 3 by 3" icon={<Grid3x3 />} pressed={tile.on} onClick={tile.toggle} />
        )}
        {compare === undefined ? null : (
          <IconButton
            label="Compare with the one before"
            keys="c"
            icon={<Columns2 />}
            pressed={compare.on}
            onClick={compare.toggle}
          />
        )}
        <IconButton label="Copy the picture" icon={<Copy />} onClick={() => void copyPicture(asset)} />
        <a
          href={downloadUrl(asset)}
          download
          aria-label="Download"
          title="Download"
          className="inline-flex size-8 items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-surface-3 hover:text-ink pointer-coarse:size-10"
        >
          <Download aria-hidden className="size-4" />
        </a>
        <IconButton
          label="Open in the gallery"
          icon={<ExternalLink />}
          onClick={() => void navigate(`/gallery/${asset.id}`)}
        />
        <IconButton label="Move to the trash" icon={<Trash2 />} busy={batch.isPending} onClick={trash} />
      </span>
    </div>
  )
}
