import { Box, Download } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { archiveUrl, assetThumbnailUrl, useAsset } from '../../../api/assets.ts'
import type { Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { Tabs } from '../../../design/tabs.tsx'
import { keepToastsAbove } from '../../../design/toast-room.ts'
import { fileUrl } from '../pictures/picture-ref.ts'
import { ReadingNote } from './reading-note.tsx'
import { ResultActions } from './result-actions.tsx'
import { ResultFacts } from './result-facts.tsx'
import type { Result } from './result-of-job.ts'
import { Tiled } from './tiled.tsx'

/** A material: each map as a tab, alone or tiled, and the ball that shows them together. */
export function TextureView({ job, result }: { job: Job; result: Extract<Result, { kind: 'texture' }> }) {
  const views = [...(result.preview === undefined ? [] : [['preview', result.preview] as const]), ...result.maps]
  const [open, setOpen] = useState(result.maps[0]?.[0] ?? views[0]![0])
  const [look, setLook] = useState<'tiled' | 'single'>('tiled')
  const id = views.find(([role]) => role === open)![1]
  const asset = useAsset(id).data
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Tabs
        label="Maps"
        className="flex-1 px-4 pt-1"
        value={open}
        onValueChange={setOpen}
        tabs={views.map(([role, map]) => ({
          value: role,
          label: titles[role] ?? role,
          content: (
            <div className="relative flex h-full items-center justify-center pb-4">
              {role === 'preview' || look === 'single' ? (
                <img src={fileUrl(map)} alt={titles[role] ?? role} className="size-full rounded-md object-contain" />
              ) : (
                // 1024 pixels are enough for a third of any stage.
                <Tiled url={assetThumbnailUrl(map, 'large')} name={titles[role] ?? role} />
              )}
              {role === 'preview' ? null : (
                <Segmented
                  label="View"
                  className="absolute top-2 right-2"
                  value={look}
                  onValueChange={setLook}
                  options={[
                    { value: 'tiled', label: '3 × 3' },
                    { value: 'single', label: 'One' },
                  ]}
                />
              )}
            </div>
          ),
        }))}
      />
      <div ref={keepToastsAbove} className="shrink-0">
        <ReadingNote job={job} />
        <ResultFacts job={job} />
        <div className="flex shrink-0 flex-wrap items-center gap-2 bg-surface-1 px-3 pt-1.5">
          <Button variant="primary" asChild>
            <Link to={`/3d/${result.material}`}>
              <Box aria-hidden /> Open in 3D
            </Link>
          </Button>
          <Button asChild>
            <a href={archiveUrl([...result.maps.map(([, map]) => map), result.material])} download>
              <Download aria-hidden /> Download all maps
            </a>
          </Button>
        </div>
        {asset === undefined ? null : <ResultActions job={job} asset={asset} />}
      </div>
    </div>
  )
}

const titles: Readonly<Record<string, string>> = {
  preview: 'Ball',
  albedo: 'Albedo',
  height: 'Height',
  normal: 'Normal',
  roughness: 'Roughness',
  metalness: 'Metalness',
  'ambient-occlusion': 'Occlusion',
  emission: 'Emission',
  orm: 'ORM',
}
