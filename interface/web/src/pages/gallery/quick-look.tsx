import { X } from 'lucide-react'
import { thumbnailUrl } from '../../api/assets.ts'
import type { Asset } from '../../api/wire.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { describeAsset, isPicture, kindOf, pixelsOf, promptOf } from './asset-words.ts'
import { KindIcon } from './kind-icon.tsx'

/** The asset that has the keys, large over the list. The keys go on working: it follows them. */
export function QuickLook({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const size = pixelsOf(asset)
  const whole = isPicture(asset) && asset.kind === 'image'
  return (
    <section
      aria-label={`Preview: ${describeAsset(asset)}`}
      className="absolute inset-2 z-20 flex animate-fade flex-col overflow-hidden rounded-xl border border-line bg-canvas shadow-high sm:inset-6"
    >
      <div className="flex min-h-0 flex-1 items-center justify-center p-3">
        <img
          key={asset.id}
          src={whole ? asset.url : thumbnailUrl(asset, 'large')}
          alt={promptOf(asset) ?? asset.name}
          className="max-h-full max-w-full rounded-sm object-contain"
          onError={({ currentTarget }) => {
            currentTarget.hidden = true
          }}
        />
      </div>
      <div className="flex items-center gap-2 border-t border-line bg-surface-1 px-3 py-1.5">
        <KindIcon kind={asset.kind} className="size-4 shrink-0 text-ink-faint" />
        <span className="truncate font-medium">{asset.name}</span>
        <span className="flex-1 truncate text-ink-faint">
          {[kindOf(asset), size && `${size.width} × ${size.height}`, promptOf(asset)].filter(Boolean).join(' · ')}
        </span>
        <IconButton label="Close the preview" keys="space" icon={<X />} onClick={onClose} />
      </div>
    </section>
  )
}
