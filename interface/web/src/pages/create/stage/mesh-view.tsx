import { Box, Download, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { assetThumbnailUrl, useAsset } from '../../../api/assets.ts'
import { apiUrl } from '../../../api/request.ts'
import type { Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Tabs } from '../../../design/tabs.tsx'
import { keepToastsAbove } from '../../../design/toast-room.ts'
import { fileUrl } from '../pictures/picture-ref.ts'
import { ReadingNote } from './reading-note.tsx'
import { ResultFacts } from './result-facts.tsx'
import type { Result } from './result-of-job.ts'
import { ReuseMenu } from './reuse-menu.tsx'

/** A mesh: what it looks like, what was measured of it, and the way to turn it around. */
export function MeshView({ job, result }: { job: Job; result: Extract<Result, { kind: 'mesh' }> }) {
  const mesh = useAsset(result.mesh).data
  const views = [...result.pictures, ['Mesh', result.mesh] as const]
  const [open, setOpen] = useState<string>(views[0]![0])
  const facts = mesh?.facts ?? {}
  const triangles = facts['triangles'] ?? facts['triangleCount']
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Tabs
        label="Views"
        className="flex-1 px-4 pt-1"
        value={open}
        onValueChange={setOpen}
        tabs={views.map(([name, id]) => ({
          value: name,
          label: name,
          content: (
            <div className="flex h-full items-center justify-center pb-4">
              <img
                src={name === 'Mesh' ? assetThumbnailUrl(id, 'large') : fileUrl(id)}
                alt={name}
                className="size-full rounded-md object-contain"
              />
            </div>
          ),
        }))}
      />
      <div ref={keepToastsAbove} className="shrink-0">
        {result.problem === undefined ? null : (
          <p className="flex gap-2 border-t border-line bg-warning-soft px-4 py-1.5 text-xs text-warning-text">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {result.problem}
          </p>
        )}
        <ReadingNote job={job} />
        <ResultFacts job={job} />
        <div className="flex shrink-0 flex-wrap items-center gap-2 bg-surface-1 px-3 py-1.5">
          <Button variant="primary" icon={<Box />} asChild>
            <Link to={`/3d/${result.mesh}`}>
              <Box aria-hidden />
              Open in 3D
            </Link>
          </Button>
          <ReuseMenu job={job} />
          <span className="min-w-0 flex-1 truncate text-xs text-ink-faint tabular-nums">
            {mesh?.name}
            {typeof triangles === 'number' ? ` · ${triangles.toLocaleString('en')} triangles` : ''}
          </span>
          {[['GLB', result.mesh] as const, ...result.files].map(([name, id]) => (
            <Button key={id} size="small" asChild>
              <a href={apiUrl(`assets/${id}/file`, { download: 1 })} download>
                <Download aria-hidden />
                {name}
              </a>
            </Button>
          ))}
        </div>
      </div>
    </div>
  )
}
