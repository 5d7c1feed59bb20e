import { useState } from 'react'
import { type FoundModels, useRegister, useScan } from '../../api/models.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Field } from '../../design/field.tsx'
import { Input } from '../../design/input.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { counted } from '../../format/counted.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { kindName } from './kind-names.ts'

/** Looks for models that other programs have on this machine, and takes the chosen ones in where they lie. */
export function ScanDialog({ onClose }: { onClose: () => void }) {
  const [folder, setFolder] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const scan = useScan()
  const register = useRegister()
  const where = folder.trim() === '' ? undefined : folder.trim()
  const look = () =>
    scan.mutate(where, { onSuccess: ({ items }) => setChosen(new Set(items.map(({ source }) => source))) })
  const take = () =>
    register.mutate(
      { folder: where, sources: [...chosen] },
      {
        onSuccess: ({ items, problems }) => {
          toast({
            tone: problems.length === 0 ? 'success' : 'info',
            title: `${counted(items.length, 'model')} taken in where they lie`,
            detail: problems.join(' ') || undefined,
          })
          onClose()
        },
        onError: toastError,
      },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Models on this machine"
      description="Looks where ComfyUI, A1111, Forge, InvokeAI, LM Studio, Ollama and the Hugging Face libraries keep theirs. Nothing is moved or copied."
      footer={
        <>
          <Button onClick={look} busy={scan.isPending}>
            {scan.data === undefined ? 'Look' : 'Look again'}
          </Button>
          {scan.data === undefined || scan.data.items.length === 0 ? null : (
            <Button variant="primary" disabled={chosen.size === 0} busy={register.isPending} onClick={take}>
              Use {counted(chosen.size, 'model')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Only in this folder" hint="Left empty: in the usual places.">
          <Input value={folder} onChange={(event) => setFolder(event.target.value)} spellCheck={false} />
        </Field>
        {scan.error === null ? null : <ErrorState compact error={scan.error} />}
        {scan.data === undefined ? null : <Found found={scan.data} chosen={chosen} onChoose={setChosen} />}
      </div>
    </Dialog>
  )
}

function Found({
  found: { places, items },
  chosen,
  onChoose,
}: {
  found: FoundModels
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
}) {
  if (items.length === 0) {
    const looked = places.map(({ program, folder }) => `${program} (${folder})`).join(', ')
    return (
      <p className="text-ink-soft wrap-anywhere">
        {places.length === 0 ? 'None of these programs is here. Name a folder.' : `Nothing new in ${looked}.`}
      </p>
    )
  }
  const toggle = (source: string) => {
    const next = new Set(chosen)
    if (!next.delete(source)) next.add(source)
    onChoose(next)
  }
  return (
    <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
      {items.map(({ source, title, kind, program, sizeBytes }) => (
        <li key={source}>
          <label className="flex cursor-pointer items-center gap-3 p-2.5 hover:bg-surface-3">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.has(source)}
              onChange={() => toggle(source)}
            />
            <span className="min-w-0">
              <span className="block truncate">{title}</span>
              <span className="block text-xs text-ink-faint">
                {kindName(kind)} · {formatBytes(sizeBytes)} · {program}
              </span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
