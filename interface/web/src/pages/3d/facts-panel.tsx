import { Check, X } from 'lucide-react'
import { Link } from 'react-router'
import type { Asset, Measure } from '../../api/wire.ts'
import { Facts } from '../../design/facts.tsx'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatMoment } from '../../format/format-time.ts'
import { formatLength } from './scene/format-length.ts'
import type { SubjectFacts } from './use-viewer.ts'

/** What is known of the mesh or material: counted here, measured by the workspace, and where it comes from. */
export function FactsPanel({ asset, facts }: { asset: Asset; facts: SubjectFacts | undefined }) {
  const { summary, prompt, seed } = asset.facts
  const [finest] = facts?.levels ?? []
  return (
    <div className="flex flex-col gap-5">
      <Facts
        title="Asset"
        facts={[
          ['Name', `${asset.name}${asset.versions > 1 ? ` @${asset.version}` : ''}`],
          ['Made of', words(prompt) ?? words(summary)],
          ['Seed', typeof seed === 'number' ? String(seed) : undefined],
          ['File', `${formatBytes(asset.sizeBytes)} · ${asset.path}`],
          ['Made', formatMoment(asset.createdAt)],
        ]}
        action={
          <Link to={`/gallery/${asset.id}`} className="text-xs text-accent-text underline-offset-2 hover:underline">
            Open in the gallery
          </Link>
        }
      />
      {asset.kind !== 'mesh' || facts === undefined || finest === undefined ? null : (
        <Facts
          title="Geometry"
          facts={[
            ['Size', facts.size.map(formatLength).join(' × ')],
            ...facts.levels.map(
              ({ triangles, vertices }, level) =>
                [
                  facts.levels.length === 1 ? 'Triangles' : `Level ${level}`,
                  `${triangles.toLocaleString('en')} triangles, ${vertices.toLocaleString('en')} vertices`,
                ] as const,
            ),
            ['Parts', finest.meshes === 1 ? undefined : String(finest.meshes)],
            ['Materials', String(finest.materials)],
            ['UVs', finest.hasUvs ? 'yes' : 'none: it cannot carry textures'],
          ]}
        />
      )}
      {asset.quality === undefined || asset.quality.measures.length === 0 ? null : (
        <Facts
          title={`Quality ${asset.quality.score.toFixed(2)}`}
          facts={asset.quality.measures.map((measure) => [
            sentence(measure.name),
            <MeasureValue key={measure.name} value={measure.value} pass={measure.pass} />,
          ])}
        />
      )}
    </div>
  )
}

function MeasureValue({ value, pass }: { value: Measure['value']; pass?: boolean | undefined }) {
  const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      {shown}
      {pass === undefined ? null : pass ? (
        <Check aria-label="as it should be" className="size-3.5 text-success-text" />
      ) : (
        <X aria-label="not as it should be" className="size-3.5 text-danger-text" />
      )}
    </span>
  )
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** 'uv-overlap' → 'Uv overlap'. */
function sentence(name: string): string {
  const text = name.replaceAll('-', ' ').replace(/^uv\b/, 'UV')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
