import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useAssetSettings } from '../../../api/assets.ts'
import { useNodes } from '../../../api/nodes.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { classNames } from '../../../design/class-names.ts'
import { AssetLink } from './asset-link.tsx'
import { Rows, Section } from './section.tsx'
import { settingsOfAsset } from './settings-of-asset.ts'

/** What it was made with; what is as usual is behind a button. */
export function SettingsList({ asset }: { asset: Asset }) {
  const nodes = useNodes().data
  const [all, setAll] = useState(false)
  const node = nodes?.find(({ id }) => id === asset.recipe?.node)
  const settings = settingsOfAsset(asset, node)
  // Files of other programs say in their own words how they were made.
  const foreign = useAssetSettings(asset.recipe === undefined && asset.kind === 'image' ? asset.id : undefined).data
  if (settings.length === 0 && foreign?.text === undefined) return null
  const usual = settings.filter((setting) => setting.usual).length
  return (
    <Section title="Settings">
      {asset.recipe === undefined ? null : (
        <p className="font-mono text-2xs text-ink-faint" title={node?.summary}>
          {asset.recipe.node}
        </p>
      )}
      <Rows
        rows={settings
          .filter((setting) => all || !setting.usual)
          .map(({ label, value, assetId }) => [
            label,
            assetId === undefined ? value : <AssetLink key={assetId} id={assetId} />,
          ])}
      />
      {foreign?.text === undefined ? null : <p className="text-xs whitespace-pre-wrap wrap-anywhere">{foreign.text}</p>}
      {usual === 0 ? null : (
        <Button
          size="small"
          variant="quiet"
          className="self-start px-0! text-ink-faint"
          aria-expanded={all}
          icon={<ChevronDown className={classNames('transition-transform', all && 'rotate-180')} />}
          onClick={() => setAll(!all)}
        >
          {all ? 'Hide what is as usual' : `${usual} more, as usual`}
        </Button>
      )}
    </Section>
  )
}
