import { ChevronLeft, ChevronRight, Columns2, Download, Images, Maximize, X, ZoomIn } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { Link } from 'react-router'
import { downloadUrl, useAsset } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { CompareSlider } from '../../create/stage/compare-slider.tsx'
import { kindOf, pixelsOf, promptOf } from '../../gallery/asset-words.ts'
import { PictureLayer } from '../../gallery/detail/picture-layer.tsx'
import { useZoom } from '../../gallery/detail/use-zoom.ts'

/** One picture over everything: zoomed by wheel, pinch and double click, compared with what it was made from or the one before. */
export function Lightbox({
  assets,
  openId,
  onOpen,
}: {
  assets: readonly Asset[]
  openId: string
  onOpen: (id: string | undefined) => void
}) {
  const [isComparing, setComparing] = useState(false)
  const place = Math.max(
    0,
    assets.findIndex(({ id }) => id === openId),
  )
  const asset = assets[place]!
  const parent = useAsset(asset.parents[0]).data
  const other = parent?.kind === 'image' || parent?.kind === 'map' ? parent : assets[place - 1]
  const move = (by: number) => onOpen(assets[(place + by + assets.length) % assets.length]!.id)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    // The slider of a comparison uses the same keys.
    if (by === undefined || event.defaultPrevented || assets.length < 2) return
    event.preventDefault()
    move(by)
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onOpen(undefined)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-40 flex animate-fade flex-col overflow-hidden bg-canvas focus:outline-none sm:inset-4 sm:rounded-xl sm:border sm:border-line sm:shadow-high"
        >
          <header className="flex min-h-12 flex-wrap items-center gap-x-2 border-b border-line bg-surface-1 px-3 py-1.5">
            <Dialog.Title className="min-w-0 truncate font-semibold">{asset.name}</Dialog.Title>
            <span className="min-w-0 flex-1 truncate text-ink-faint">{factsOf(asset)}</span>
            {other === undefined ? null : (
              <IconButton
                label={`Compare with ${other.name}`}
                icon={<Columns2 />}
                pressed={isComparing}
                onClick={() => setComparing(!isComparing)}
              />
            )}
            <IconButton
              label="Download"
              icon={<Download />}
              onClick={() => {
                location.href = downloadUrl(asset)
              }}
            />
            <Button size="small" variant="quiet" asChild>
              <Link to={`/gallery/${asset.id}`}>
                <Images aria-hidden />
                <span className="max-sm:sr-only">Gallery</span>
              </Link>
            </Button>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X />} />
            </Dialog.Close>
          </header>
          <div className="relative min-h-0 flex-1">
            {isComparing && other !== undefined ? (
              <CompareSlider before={other.url} after={asset.url} />
            ) : (
              <ZoomedPicture key={asset.id} asset={asset} />
            )}
            {assets.length < 2 ? null : (
              <>
                <IconButton
                  variant="secondary"
                  label="Picture before"
                  icon={<ChevronLeft />}
                  className="absolute! top-1/2 left-2"
                  onClick={() => move(-1)}
                />
                <IconButton
                  variant="secondary"
                  label="Next picture"
                  icon={<ChevronRight />}
                  className="absolute! top-1/2 right-2"
                  onClick={() => move(1)}
                />
              </>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function ZoomedPicture({ asset }: { asset: Asset }) {
  const [measured, setMeasured] = useState(pixelsOf(asset) ?? { width: 1024, height: 1024 })
  const zoom = useZoom(measured)
  return (
    <>
      <div
        {...zoom.pane}
        role="img"
        aria-label={promptOf(asset) ?? asset.name}
        className="absolute inset-0 cursor-grab touch-none overflow-hidden active:cursor-grabbing"
      >
        <PictureLayer asset={asset} view={zoom.view} size={measured} onSize={setMeasured} />
      </div>
      <div className="absolute bottom-2 left-2">
        <IconButton
          variant="secondary"
          label={zoom.fitted ? 'Show it pixel by pixel' : 'Show it whole'}
          icon={zoom.fitted ? <ZoomIn /> : <Maximize />}
          onClick={() => (zoom.fitted ? zoom.pixels() : zoom.fit())}
        />
      </div>
    </>
  )
}

function factsOf(asset: Asset): string {
  const size = pixelsOf(asset)
  return [kindOf(asset), size && `${size.width} × ${size.height}`, promptOf(asset)].filter(Boolean).join(' · ')
}
