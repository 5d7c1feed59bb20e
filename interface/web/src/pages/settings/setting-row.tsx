import { RotateCcw } from 'lucide-react'
import { toApiError } from '../../api/api-error.ts'
import { useChangeConfig } from '../../api/config.ts'
import { Badge } from '../../design/badge.tsx'
import { classNames } from '../../design/class-names.ts'
import { Field } from '../../design/field.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { toast } from '../../design/toast-store.ts'
import type { Setting } from './list-settings.ts'
import { SettingControl } from './setting-control.tsx'

/** One setting: what it does, its value, whether it was changed and how to take that back. */
export function SettingRow({ setting }: { setting: Setting }) {
  const { mutate, error, isPending } = useChangeConfig()
  const save = (value: unknown) => {
    const before = setting.changed ? setting.value : null
    mutate(
      { [setting.key]: value },
      {
        onSuccess: () =>
          toast({
            tone: 'success',
            title: value === null ? `${setting.title} is back at its default` : `${setting.title} changed`,
            detail: setting.atNextStart ? 'It takes effect when the server starts the next time.' : undefined,
            // A secret's old value is not known here.
            action:
              setting.secret === undefined
                ? { label: 'Undo', onSelect: () => mutate({ [setting.key]: before }) }
                : undefined,
          }),
      },
    )
  }
  const fixed = setting.overriddenBy !== undefined
  return (
    <div
      className={classNames(
        'relative grid gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-0 md:grid-cols-[minmax(0,1fr)_minmax(0,17rem)]',
        setting.changed &&
          'before:absolute before:inset-y-2 before:left-0 before:w-0.5 before:rounded-full before:bg-accent',
      )}
    >
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{setting.title}</span>
          {setting.changed && !fixed ? <Badge tone="accent">Changed</Badge> : null}
          {fixed ? <Badge tone="info">Set by {setting.overriddenBy}</Badge> : null}
          {setting.atNextStart ? <Badge>At the next start</Badge> : null}
        </div>
        <p className="text-ink-soft">{setting.description}</p>
        <code className="text-xs text-ink-faint">
          {setting.key}
          {setting.changed && setting.secret === undefined ? ` · default: ${shown(setting.defaultValue)}` : ''}
        </code>
      </div>
      <div className="flex min-w-0 items-start gap-2">
        <Field
          label={setting.title}
          hideLabel
          className="flex-1"
          error={error === null ? undefined : toApiError(error).message}
          hint={fixed ? `The environment variable ${setting.overriddenBy} decides this.` : undefined}
        >
          <div className="flex min-h-8 flex-col justify-center">
            <SettingControl setting={setting} disabled={fixed || isPending} onChange={save} />
          </div>
        </Field>
        <IconButton
          label={`Reset ${setting.title}`}
          icon={<RotateCcw />}
          disabled={!setting.changed || fixed || isPending}
          className={setting.changed && !fixed ? '' : 'invisible max-md:hidden'}
          onClick={() => save(null)}
        />
      </div>
    </div>
  )
}

function shown(value: unknown): string {
  return value === '' ? 'automatic' : Array.isArray(value) ? value.join(', ') || 'none' : String(value)
}
