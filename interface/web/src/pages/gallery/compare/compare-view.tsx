import { ArrowLeft, ArrowLeftRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Asset } from '../../../api/wire.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { pixelsOf } from '../asset-words.ts'
import { PictureLayer } from '../detail/picture-layer.tsx'
import { useZoom } from '../detail/use-zoom.ts'
import { DifferenceLayer } from './difference-layer.tsx'
import { named, PictureName } from './picture-name.tsx'
import { SliderPane } from './slider-pane.tsx'
import { useDifference } from './use-difference.ts'

const ways = ['slider', 'side', 'difference', 'flicker'] as const
type Way = (typeof ways)[number]
const wayWords: Readonly<Record<Way, string>> = {
  slider: 'Slider',
  side: 'Side by side',
  difference: 'Difference',
  flicker: 'Flicker',
}

/** Slow enough to see each, fast enough to see what moves. */
const FLICKER_MS = 600

/** Two pictures under one zoom: cut by a slider, beside each other, as their difference, or in turn. */
export function CompareView({ a: first, b: second, onClose }: { a: Asset; b: Asset; onClose: () => void }) {
  const [way, setWay] = useState<Way>('slider')
  const [swapped, setSwapped] = useState(false)
  const [a, b] = swapped ? [second, first] : [first, second]
  const size = pixelsOf(a) ?? pixelsOf(b) ?? { width: 1024, height: 1024 }
  const zoom = useZoom(size)
  const difference = useDifference(first, second)
  const scope = 'Compare'
  useShortcut({ id: 'compare-close', keys: 'escape', label: 'Back to the asset', scope, action: onClose })
  useShortcut({ id: 'compare-swap', keys: 's', label: 'Swap the two', scope, action: () => setSwapped(!swapped) })
  useShortcut({
    id: 'compare-way',
    keys: 'v',
    label: 'Next way to compare',
    scope,
    action: () => setWay(ways[(ways.indexOf(way) + 1) % ways.length]!),
  })
  useShortcut({
    id: 'compare-zoom',
    keys: 'z',
    label: 'Whole picture or 1:1',
    scope,
    action: () => (zoom.fitted ? zoom.pixels() : zoom.fit()),
  })
  const area = 'min-h-0 min-w-0 flex-1 touch-none overflow-hidden bg-canvas cursor-grab active:cursor-grabbing'
  const pane = `relative ${area}`
  return (
    <>
      <title>{`${a.name} and ${b.name} · ai-workspace`}</title>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1.5">
        <IconButton label="Back to the asset" keys="escape" icon={<ArrowLeft />} onClick={onClose} />
        <h1 className="flex min-w-0 items-center gap-2 text-base font-semibold">
          <span className="truncate">{named(a, b)}</span>
          <IconButton
            size="small"
            label="Swap the two"
            keys="s"
            icon={<ArrowLeftRight />}
            onClick={() => setSwapped(!swapped)}
          />
          <span className="truncate">{named(b, a)}</span>
        </h1>
        <Segmented<Way>
          label="How they are compared"
          value={way}
          onValueChange={setWay}
          options={ways.map((value) => ({ value, label: wayWords[value] }))}
          className="ml-auto"
        />
      </header>
      <div className="flex min-h-0 flex-1 gap-px bg-line max-sm:flex-col">
        {way === 'slider' ? (
          <SliderPane a={a} b={b} size={size} zoom={zoom} className={area} />
        ) : way === 'side' ? (
          [a, b].map((asset) => (
            <div key={asset.id} {...zoom.pane} className={pane}>
              <PictureLayer asset={asset} view={zoom.view} size={size} />
              <PictureName asset={asset} other={asset === a ? b : a} />
            </div>
          ))
        ) : way === 'flicker' ? (
          <Flicker a={a} b={b}>
            {(shown) => (
              <div {...zoom.pane} className={pane}>
                <PictureLayer asset={a} view={zoom.view} size={size} />
                <div className={shown === a ? 'invisible' : ''}>
                  <PictureLayer asset={b} view={zoom.view} size={size} />
                </div>
                <PictureName asset={shown} other={shown === a ? b : a} />
              </div>
            )}
          </Flicker>
        ) : (
          <div {...zoom.pane} className={pane}>
            <DifferenceLayer difference={difference} view={zoom.view} size={size} />
          </div>
        )}
      </div>
      <footer
        role="status"
        className="flex min-h-9 shrink-0 items-center gap-4 overflow-x-auto border-t border-line bg-surface-1 px-4 text-xs whitespace-nowrap text-ink-soft tabular-nums"
      >
        {difference.state === 'measured' ? (
          <>
            <span>
              {difference.measures.changed === 0
                ? 'Every pixel is the same'
                : `${percent(difference.measures.changed)} of the pixels differ`}
            </span>
            <span>largest step {difference.measures.most} of 255</span>
            <span>mean {difference.measures.mean.toFixed(2)}</span>
            <span>
              PSNR {Number.isFinite(difference.measures.psnr) ? `${difference.measures.psnr.toFixed(1)} dB` : '∞'}
            </span>
          </>
        ) : (
          <span>{difference.state === 'failed' ? difference.reason : 'Measuring …'}</span>
        )}
      </footer>
    </>
  )
}

function Flicker({ a, b, children }: { a: Asset; b: Asset; children: (shown: Asset) => React.ReactNode }) {
  const [second, setSecond] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => setSecond((before) => !before), FLICKER_MS)
    return () => clearInterval(timer)
  }, [])
  return children(second ? b : a)
}

function percent(share: number): string {
  const value = share * 100
  return value > 0 && value < 0.1 ? 'less than 0.1 %' : `${value.toFixed(1)} %`
}
