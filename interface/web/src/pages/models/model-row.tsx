import type { ReactNode } from 'react'
import type { Model } from '../../api/wire.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { kindName } from './kind-names.ts'
import { memoryFit } from './memory-fit.ts'
import { ModelBadges } from './model-badges.tsx'

/** One model: what it is, what it takes, what must be known, and what can be done with it. */
export function ModelRow({
  model,
  limitBytes,
  action,
}: {
  model: Model
  /** What all loaded models share. */
  limitBytes: number | undefined
  action: ReactNode
}) {
  const { id, title, kind, licence, sizeBytes, sizeIsExact, memory, notes, installed } = model
  const size =
    sizeBytes === undefined || sizeBytes === 0 ? undefined : `${sizeIsExact ? '' : '~'}${formatBytes(sizeBytes)}`
  const needs = memory === undefined ? undefined : `${formatBytes(memory.bytes)} of memory`
  const facts = [kindName(kind), size, needs, licence].filter((fact) => fact !== undefined)
  return (
    <li className="flex flex-col gap-2 p-3 sm:flex-row sm:items-start sm:justify-between sm:gap-4">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h3 className="font-medium wrap-anywhere">{title}</h3>
          <ModelBadges model={model} fit={memoryFit(memory, limitBytes)} />
        </div>
        <p className="text-xs text-ink-soft">{facts.join(' · ')}</p>
        <p className="font-mono text-2xs text-ink-faint wrap-anywhere">
          {id}
          {installed === undefined ? '' : `@${installed.version}`}
        </p>
        {notes === undefined ? null : <p className="max-w-prose text-xs text-ink-faint">{notes}</p>}
        {installed?.missing.map((file) => (
          <p key={file} className="text-xs text-danger-text wrap-anywhere">
            {file}
          </p>
        ))}
      </div>
      <div className="flex shrink-0 items-center gap-1">{action}</div>
    </li>
  )
}
