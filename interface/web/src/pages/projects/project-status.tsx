import { Copy } from 'lucide-react'
import type { Project } from '../../api/wire.ts'
import { Facts } from '../../design/facts.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { toast } from '../../design/toast-store.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatAgo, formatMoment } from '../../format/format-time.ts'

export function ProjectStatus({ project }: { project: Project }) {
  const copy = async () => {
    await navigator.clipboard.writeText(project.folder)
    toast({ tone: 'success', title: 'Folder copied' })
  }
  return (
    <Facts
      title="Status"
      facts={[
        ['Assets', project.assets.toLocaleString('en')],
        ['Jobs', project.jobs.toLocaleString('en')],
        ['On disk', formatBytes(project.sizeBytes)],
        ['Last change', project.lastAt === undefined ? 'none yet' : formatAgo(project.lastAt)],
        ['Made', formatMoment(project.createdAt)],
        [
          'Folder',
          <span key="folder" className="flex items-start gap-1">
            <code className="min-w-0 flex-1 text-xs">{project.folder}</code>
            <IconButton size="small" label="Copy the folder's path" icon={<Copy />} onClick={() => void copy()} />
          </span>,
        ],
      ]}
    />
  )
}
