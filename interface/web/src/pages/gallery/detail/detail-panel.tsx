import { Copy, FolderPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useCollections } from '../../../api/collections.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { toast } from '../../../design/toast-store.ts'
import { formatBytes } from '../../../format/format-bytes.ts'
import { formatMoment } from '../../../format/format-time.ts'
import { CollectDialog } from '../actions/collect-dialog.tsx'
import { TagDialog } from '../actions/tag-dialog.tsx'
import { useAssetActions } from '../actions/use-asset-actions.ts'
import { fileNameOf, pixelsOf, promptOf } from '../asset-words.ts'
import { RatingInput } from '../rating.tsx'
import type { useGalleryAddress } from '../use-gallery-address.ts'
import { MaterialMaps } from './material-maps.tsx'
import { QualityList } from './quality-list.tsx'
import { Replay } from './replay.tsx'
import { Rows, Section } from './section.tsx'
import { SettingsList } from './settings-list.tsx'

/** Everything that is known of an asset. */
export function DetailPanel({ asset, go }: { asset: Asset; go: ReturnType<typeof useGalleryAddress>['go'] }) {
  const { rate } = useAssetActions()
  const prompt = promptOf(asset)
  const size = pixelsOf(asset)
  const { jobId, facts } = asset
  return (
    <div className="flex flex-col divide-y divide-line text-sm">
      <Section title="Marks" hideTitle>
        <div className="-ml-1 flex items-center justify-between">
          <RatingInput rating={asset.rating ?? 0} onRate={(stars) => rate([asset.id], stars)} />
        </div>
        <Marks asset={asset} />
      </Section>
      {prompt === undefined ? null : (
        <Section
          title="Prompt"
          action={<IconButton size="small" label="Copy the prompt" icon={<Copy />} onClick={() => void copy(prompt)} />}
        >
          <p className="text-base wrap-anywhere">{prompt}</p>
        </Section>
      )}
      {asset.kind === 'material' ? (
        <Section title="Maps">
          <MaterialMaps asset={asset} go={go} />
        </Section>
      ) : null}
      <SettingsList asset={asset} />
      {asset.quality === undefined ? null : <QualityList quality={asset.quality} />}
      <Section title="File">
        <Rows
          rows={[
            ['Name', fileNameOf(asset)],
            ['Size', size === undefined ? undefined : `${size.width} × ${size.height}`],
            ['Triangles', trianglesOf(facts['triangles'])],
            ['Bytes', formatBytes(asset.sizeBytes)],
            ['Kind', asset.mediaType],
            [facts['source'] === 'request' ? 'Sent' : 'Made', formatMoment(asset.createdAt)],
            ['Sent as', sentAs[String(facts['sentAs'])]],
            ['Session', asset.session],
            ['Place', asset.path],
          ]}
        />
        <div className="flex items-center justify-between gap-2">
          <span className="truncate font-mono text-2xs text-ink-faint" title={asset.sha256}>
            {asset.sha256}
          </span>
          <IconButton size="small" label="Copy the SHA-256" icon={<Copy />} onClick={() => void copy(asset.sha256)} />
        </div>
        {jobId === '' ? null : (
          <Button asChild size="small" className="self-start">
            <Link to={`/jobs?job=${jobId}`}>The job that made it</Link>
          </Button>
        )}
      </Section>
      {asset.recipe === undefined ? null : <Replay asset={asset} />}
    </div>
  )
}

/** What another program sent a picture for. */
const sentAs: Readonly<Record<string, string>> = {
  'start-picture': 'Picture to begin from, by another program',
  mask: 'Mask, by another program',
  'control-picture': 'Picture that guides, by another program',
  picture: 'Upload of another program',
}

function Marks({ asset }: { asset: Asset }) {
  const [dialog, setDialog] = useState<'tag' | 'collect' | undefined>()
  const collections = (useCollections(asset.projectId).data ?? []).filter(({ id }) => asset.collections.includes(id))
  const close = () => setDialog(undefined)
  const chip = 'inline-flex h-6 max-w-full items-center rounded-full px-2 text-xs hover:underline'
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {asset.tags.map((tag) => (
        <Link key={tag} to={`/gallery?tag=${encodeURIComponent(tag)}`} className={`${chip} bg-surface-3 text-ink-soft`}>
          {tag}
        </Link>
      ))}
      {collections.map(({ id, name }) => (
        <Link key={id} to={`/gallery?collection=${id}`} className={`${chip} bg-accent-soft text-accent-text`}>
          {name}
        </Link>
      ))}
      <Button size="small" variant="quiet" icon={<Plus />} onClick={() => setDialog('tag')}>
        Tag
      </Button>
      <Button size="small" variant="quiet" icon={<FolderPlus />} onClick={() => setDialog('collect')}>
        Collect
      </Button>
      {dialog === 'tag' ? (
        <TagDialog ids={[asset.id]} assets={[asset]} projectId={asset.projectId} onClose={close} />
      ) : dialog === 'collect' ? (
        <CollectDialog ids={[asset.id]} assets={[asset]} projectId={asset.projectId} onClose={close} />
      ) : null}
    </div>
  )
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  toast({ tone: 'success', title: 'Copied' })
}

/** Of a mesh: of the finest level, and how many levels there are. */
function trianglesOf(triangles: unknown): string | undefined {
  if (typeof triangles === 'number') return triangles.toLocaleString('en')
  if (!Array.isArray(triangles) || typeof triangles[0] !== 'number') return undefined
  return `${triangles[0].toLocaleString('en')}${triangles.length > 1 ? ` in ${triangles.length} levels` : ''}`
}
