import { Link } from 'react-router'
import { useAssets } from '../../api/assets.ts'
import type { Project } from '../../api/wire.ts'
import { AssetPicture } from '../../design/asset-picture.tsx'
import { Badge } from '../../design/badge.tsx'
import { counted } from '../../format/counted.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatAgo } from '../../format/format-time.ts'

const PICTURES = 4

/** A project with its newest pictures; leads to its page. */
export function ProjectCard({ project }: { project: Project }) {
  const pictures = useAssets(
    { projectId: project.id, kind: ['image'], currentOnly: true, sort: 'newest' },
    { limit: PICTURES },
  ).data?.pages[0]?.items
  return (
    <Link
      to={`/projects/${project.slug}`}
      className="group flex flex-col overflow-hidden rounded-lg border border-line bg-surface-1 transition-colors hover:border-line-strong"
    >
      <div aria-hidden className="grid h-22 grid-cols-4 gap-px bg-canvas">
        {pictures?.map((asset) => (
          <AssetPicture key={asset.id} asset={asset} className="h-22" />
        ))}
      </div>
      <div className="flex flex-col gap-1 border-t border-line p-3">
        <div className="flex items-center justify-between gap-2">
          <h2 className="truncate font-medium">{project.name}</h2>
          {project.current ? <Badge tone="accent">In use</Badge> : null}
        </div>
        <p className="truncate text-xs text-ink-faint">
          {counted(project.assets, 'asset')} · {formatBytes(project.sizeBytes)}
          {project.lastAt === undefined ? '' : ` · ${formatAgo(project.lastAt)}`}
        </p>
      </div>
    </Link>
  )
}
