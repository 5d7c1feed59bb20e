import { Download, PackageOpen } from 'lucide-react'
import { useState } from 'react'
import { archiveUrl, downloadUrl, useAssets } from '../../api/assets.ts'
import { isOver, useJob, useSubmitJob } from '../../api/jobs.ts'
import type { Asset } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Progress } from '../../design/progress.tsx'
import { toastError } from '../../design/toast-store.ts'
import { counted } from '../../format/counted.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { type ExportPreset, exportedFile, exportPresets } from './export-presets.ts'

/** The way out for a material: its maps. */
export function MaterialExport({ asset, maps }: { asset: Asset; maps: readonly Asset[] }) {
  const bytes = maps.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <div className="flex items-center justify-between gap-3">
      <div className="min-w-0">
        <div className="font-medium">All maps</div>
        <div className="text-xs text-ink-faint">
          A .zip of {counted(maps.length, 'picture')}, {formatBytes(bytes)}: for the material of any engine.
        </div>
      </div>
      <Button asChild size="small">
        <a href={archiveUrl([...maps.map(({ id }) => id), asset.id])} download>
          <Download aria-hidden /> Download
        </a>
      </Button>
    </div>
  )
}

/** Ways out for a mesh: each makes a file in the project and offers it for download. */
export function ExportPanel({ asset }: { asset: Asset }) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      <li className="flex items-center justify-between gap-3 pb-3">
        <div className="min-w-0">
          <div className="font-medium">The file itself</div>
          <div className="text-xs text-ink-faint">{formatBytes(asset.sizeBytes)}, as it lies in the project.</div>
        </div>
        <Button asChild size="small">
          <a href={downloadUrl(asset)} download>
            <Download aria-hidden /> Download
          </a>
        </Button>
      </li>
      {exportPresets.map((preset) => (
        <PresetRow key={`${asset.id} ${preset.id}`} preset={preset} asset={asset} />
      ))}
    </ul>
  )
}

function PresetRow({ preset, asset }: { preset: ExportPreset; asset: Asset }) {
  const [jobId, setJobId] = useState<string>()
  const submit = useSubmitJob()
  const job = useJob(jobId).data
  const done = job?.state === 'done'
  const results = useAssets({ jobId: done ? job.id : 'none' }, { limit: 20 })
  const file = done ? exportedFile(results.data?.pages.flatMap(({ items }) => items) ?? []) : undefined
  const start = () => submit.mutate(preset.job(asset), { onSuccess: ({ id }) => setJobId(id), onError: toastError })
  const busy = submit.isPending || (job !== undefined && !isOver(job.state))
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <div className="font-medium">{preset.title}</div>
          <div className="text-xs text-ink-faint">{preset.about}</div>
        </div>
        {file === undefined ? (
          <Button
            size="small"
            icon={<PackageOpen />}
            busy={busy}
            onClick={start}
            aria-label={`Export for ${preset.title}`}
          >
            Export
          </Button>
        ) : (
          <Button asChild size="small" variant="primary">
            <a href={downloadUrl(file)} download>
              <Download aria-hidden /> {formatBytes(file.sizeBytes)}
            </a>
          </Button>
        )}
      </div>
      {busy && job !== undefined ? (
        <Progress
          label={`Export for ${preset.title}`}
          fraction={job.progress}
          message={job.message}
          secondsLeft={job.secondsLeft}
        />
      ) : null}
      {job?.error === undefined ? null : <ErrorState compact error={job.error} onRetry={start} />}
    </li>
  )
}
