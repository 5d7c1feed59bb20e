import { Sparkles } from 'lucide-react'
import { useConnection } from '../../api/use-connection.ts'
import type { Job } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Kbd } from '../../design/kbd.tsx'
import { formatSeconds } from '../../format/format-time.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { useForm } from './form/form-store.ts'
import { jobOfForm, whatIsMissing } from './form/job-of-form.ts'
import { useFormParts } from './form/use-form-parts.ts'
import { estimateSeconds } from './stage/estimate.ts'
import { useSubmit } from './stage/use-submit.ts'

const verbs = { image: 'Generate', texture: 'Make the texture', '3d': 'Make it in 3D' } as const

/** The one button that begins the work, and how long it will take where that is known. */
export function GenerateBar({ past, onSent }: { past: readonly Job[]; onSent: () => void }) {
  const parts = useFormParts()
  const { sendForm, isPending } = useSubmit()
  const form = useForm((all) => all)
  const offline = useConnection() === 'offline'
  const missing = parts.missingModel === undefined ? whatIsMissing(form) : `Choose a model that is installed`
  const generate = () => {
    if (missing === undefined && !offline && sendForm(parts)) onSent()
  }
  useShortcut({
    id: 'create-generate',
    keys: 'mod+enter',
    label: verbs[form.mode],
    scope: 'Create',
    whileTyping: true,
    action: generate,
  })
  const job = jobOfForm(form, parts)
  const usual = { ...(parts.model?.size ?? { width: 512, height: 512 }), steps: parts.model?.sampling?.steps ?? 20 }
  const seconds = job === undefined ? undefined : estimateSeconds(job, past, usual)
  const count = Number(job?.input['count'] ?? 1)
  return (
    <div className="flex flex-1 items-center gap-3">
      <Button
        variant="primary"
        size="large"
        icon={<Sparkles />}
        busy={isPending}
        disabled={missing !== undefined || offline || job === undefined}
        onClick={generate}
        aria-describedby="generate-note"
        className="flex-1"
      >
        {verbs[form.mode]}
        {count > 1 ? ` ${count}` : ''}
        <span className="hidden opacity-80 sm:inline">
          <Kbd keys="mod+enter" />
        </span>
      </Button>
      <p
        id="generate-note"
        className={classNames(
          'max-w-32 text-xs text-ink-faint empty:hidden',
          missing === undefined && 'whitespace-nowrap',
        )}
      >
        {offline
          ? 'The server is not running'
          : (missing ?? (seconds === undefined ? '' : `about ${formatSeconds(seconds)}`))}
      </p>
    </div>
  )
}
