import { TriangleAlert } from 'lucide-react'
import type { AssetSettings } from '../../../api/assets.ts'
import type { SettingPart } from '../form/apply-settings.ts'

const programs: Readonly<Record<AssetSettings['source'], string>> = {
  record: 'ai-workspace',
  a1111: 'AUTOMATIC1111 or Forge',
  comfyui: 'ComfyUI',
  swarmui: 'SwarmUI',
  invokeai: 'InvokeAI',
}

/** The settings of a picture, each with a tick, and what is in the way of taking it over. */
export function SettingsList({
  found,
  parts,
  refused,
  onToggle,
}: {
  found: AssetSettings
  parts: readonly SettingPart[]
  refused: ReadonlySet<string>
  onToggle: (id: string) => void
}) {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-xs text-ink-faint">Made with {programs[found.source]}</p>
      <ul className="flex flex-col">
        {parts.map(({ id, label, shown, problem }) => (
          <li key={id}>
            <label className="flex gap-2.5 rounded-md px-1 py-1 hover:bg-surface-2">
              <input
                type="checkbox"
                checked={!refused.has(id)}
                onChange={() => onToggle(id)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1">
                <span className="text-xs text-ink-soft">{label}</span>
                <span className="line-clamp-3 wrap-anywhere">{shown}</span>
                {problem === undefined ? null : (
                  <span className="mt-0.5 flex gap-1.5 text-xs text-warning-text">
                    <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
                    {problem}
                  </span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {Object.entries(found.leftOut ?? {}).map(([field, why]) => (
        <p key={field} className="flex gap-1.5 text-xs text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="wrap-anywhere">
            Not taken over: {field} {why}
          </span>
        </p>
      ))}
    </div>
  )
}
