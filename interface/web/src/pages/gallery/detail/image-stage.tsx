import { Box, Expand, Grid3x3, Maximize, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { otherFormats } from '../../../format/other-formats.ts'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { pixelsOf } from '../asset-words.ts'
import { KindIcon } from '../kind-icon.tsx'
import { PictureLayer } from './picture-layer.tsx'
import { useZoom } from './use-zoom.ts'
import type { Size } from './zoom.ts'

const scope = 'Picture'

/** One picture, as large as there is room: wheel and pinch zoom, drag moves, double click is 1:1. */
export function ImageStage({ asset }: { asset: Asset }) {
  const [seen, setSeen] = useState<Size | undefined>(undefined)
  const [tiled, setTiled] = useState(false)
  const size = pixelsOf(asset) ?? seen ?? { width: 1024, height: 1024 }
  const tileable = asset.facts['tileable'] === true || asset.kind === 'image'
  const nine = tiled && tileable
  const zoom = useZoom(nine ? { width: size.width * 3, height: size.height * 3 } : size)
  useShortcut({ id: 'picture-closer', keys: '+', label: 'Closer', scope, action: () => zoom.zoomBy(1.25) })
  useShortcut({ id: 'picture-further', keys: '-', label: 'Further away', scope, action: () => zoom.zoomBy(0.8) })
  useShortcut({
    id: 'picture-pixels',
    keys: 'z',
    label: 'Whole picture or 1:1',
    scope,
    action: () => (zoom.fitted ? zoom.pixels() : zoom.fit()),
  })
  useShortcut({
    id: 'picture-tiled',
    keys: 'w',
    label: 'Tile three by three',
    scope,
    enabled: tileable,
    action: () => setTiled(!tiled),
  })
  const percent = Math.round(zoom.view.scale * devicePixelRatio * 100)
  return (
    <div className="relative h-full min-h-0 overflow-hidden bg-canvas">
      <div {...zoom.pane} className="absolute inset-0 cursor-grab touch-none overflow-hidden active:cursor-grabbing">
        <NoPicture asset={asset} />
        <PictureLayer
          key={`${asset.id} ${nine}`}
          asset={asset}
          view={zoom.view}
          size={nine ? { width: size.width * 3, height: size.height * 3 } : size}
          tiled={nine}
          onSize={setSeen}
        />
      </div>
      <div
        role="toolbar"
        aria-label="Zoom"
        className="absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center rounded-lg border border-line bg-surface-2/95 p-0.5 shadow-high"
      >
        <IconButton size="small" label="Further away" keys="-" icon={<Minus />} onClick={() => zoom.zoomBy(0.8)} />
        <button
          type="button"
          onClick={zoom.pixels}
          aria-label={`${percent} %, show 1:1`}
          className="h-7 w-14 rounded-md text-xs text-ink-soft tabular-nums hover:bg-surface-3"
        >
          {percent} %
        </button>
        <IconButton size="small" label="Closer" keys="+" icon={<Plus />} onClick={() => zoom.zoomBy(1.25)} />
        <IconButton
          size="small"
          label={zoom.fitted ? 'Show 1:1' : 'Fit the whole picture'}
          keys="z"
          icon={zoom.fitted ? <Expand /> : <Maximize />}
          onClick={() => (zoom.fitted ? zoom.pixels() : zoom.fit())}
        />
        {tileable ? (
          <IconButton
            size="small"
            label="Tile three by three"
            keys="w"
            icon={<Grid3x3 />}
            pressed={tiled}
            onClick={() => setTiled(!tiled)}
          />
        ) : null}
      </div>
      {asset.kind === 'mesh' || asset.mediaType === 'model/gltf-binary' ? (
        <Button variant="primary" icon={<Box />} asChild className="absolute top-3 right-3">
          <Link to={`/3d/${asset.id}`}>
            <Box aria-hidden /> Open in 3D
          </Link>
        </Button>
      ) : null}
    </div>
  )
}

/** Behind the picture: seen only where there is none. */
function NoPicture({ asset }: { asset: Asset }) {
  const format = otherFormats[asset.mediaType]
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 px-6 text-center text-ink-faint">
      <KindIcon kind={asset.kind} className="size-12" strokeWidth={1} />
      <p className="text-sm">{format?.title ?? asset.mediaType}</p>
      {format === undefined ? null : <p className="max-w-sm text-xs">{format.about}</p>}
    </div>
  )
}
