import { FolderOpen, ImagePlus, X } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { assetThumbnailUrl } from '../../../api/assets.ts'
import { Button } from '../../../design/button.tsx'
import { classNames } from '../../../design/class-names.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { type PictureRole, withPicture } from '../form/create-form.ts'
import { formStore, useForm } from '../form/form-store.ts'
import { AssetPicker } from './asset-picker.tsx'
import { assetIdOfDrag } from './drag-asset.ts'
import { fileUrl } from './picture-ref.ts'
import { usePutPicture } from './use-put-picture.ts'

/** A place for one picture: dropped, chosen from this device, or taken from the gallery. */
export function PictureSlot({
  place,
  label,
  hint,
  actions,
  overlay,
}: {
  place: PictureRole
  label: string
  hint: string
  /** Below the picture, when there is one. */
  actions?: ReactNode
  /** The asset that is laid over the picture: its mask. */
  overlay?: string | undefined
}) {
  const picture = useForm((form) => form.pictures[place])
  const { busy, putFile, putId, putAsset } = usePutPicture()
  const [isPicking, setPicking] = useState(false)
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = {
    onDragOver: (event: React.DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: React.DragEvent) => {
      // The page would ask what to do with it; here that is plain.
      event.preventDefault()
      event.stopPropagation()
      setOver(false)
      const id = assetIdOfDrag(event.dataTransfer)
      const [file] = event.dataTransfer.files
      if (id !== undefined) void putId(place, id)
      else if (file !== undefined) void putFile(place, file)
    },
  }
  return (
    <div className="flex flex-col gap-2">
      <div
        {...drop}
        data-picture-slot={place}
        className={classNames(
          'relative flex min-h-24 items-center justify-center overflow-hidden rounded-lg border transition-colors',
          picture === undefined ? 'border-dashed border-line-strong/70' : 'border-line bg-canvas',
          isOver && 'border-accent bg-accent-soft',
        )}
      >
        {picture === undefined ? (
          <div className="flex flex-col items-center gap-2 p-3 text-center">
            <p className="text-xs text-ink-faint">{hint}</p>
            <div className="flex flex-wrap justify-center gap-1.5">
              <Button size="small" icon={<ImagePlus />} busy={busy} onClick={() => input.current?.click()}>
                Open a file
              </Button>
              <Button size="small" icon={<FolderOpen />} onClick={() => setPicking(true)}>
                From the gallery
              </Button>
            </div>
          </div>
        ) : (
          <>
            <img
              src={assetThumbnailUrl(picture.id, 'medium')}
              alt={`${label}: ${picture.name}`}
              className="max-h-60 w-full object-contain"
            />
            {overlay === undefined ? null : <MaskOverlay id={overlay} />}
            <div className="absolute top-1 right-1 flex rounded-md bg-surface-1/85">
              <IconButton
                size="small"
                label={`Another ${label.toLowerCase()}`}
                icon={<FolderOpen />}
                onClick={() => setPicking(true)}
              />
              <IconButton
                size="small"
                label={`Remove the ${label.toLowerCase()}`}
                icon={<X />}
                onClick={() => formStore.change((form) => withPicture(form, place, undefined))}
              />
            </div>
            <p className="absolute bottom-1 left-1 max-w-[calc(100%-0.5rem)] truncate rounded-sm bg-surface-1/85 px-1.5 text-2xs text-ink-soft tabular-nums">
              {picture.name} · {picture.width} × {picture.height}
            </p>
          </>
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={label}
          className="hidden"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file !== undefined) void putFile(place, file)
            event.target.value = ''
          }}
        />
      </div>
      {picture === undefined ? null : actions}
      <AssetPicker
        open={isPicking}
        onOpenChange={setPicking}
        title={label}
        onPick={(asset) => {
          putAsset(place, asset)
          setPicking(false)
        }}
      />
    </div>
  )
}

/** What is painted anew, tinted: the mask's own pixels as transparency. */
function MaskOverlay({ id }: { id: string }) {
  const mask = `url("${fileUrl(id)}")`
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-0 bg-accent/60"
      style={{
        maskImage: mask,
        maskMode: 'luminance',
        maskSize: 'contain',
        maskRepeat: 'no-repeat',
        maskPosition: 'center',
      }}
    />
  )
}
