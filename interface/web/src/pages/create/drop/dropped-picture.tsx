import { useEffect, useState } from 'react'
import { toApiError } from '../../../api/api-error.ts'
import { type AssetSettings, useFileSettings } from '../../../api/assets.ts'
import { useChoices } from '../../../api/models.ts'
import { useNodes } from '../../../api/nodes.ts'
import { Button } from '../../../design/button.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { Menu } from '../../../design/menu.tsx'
import { SkeletonRows } from '../../../design/skeleton.tsx'
import { toast } from '../../../design/toast-store.ts'
import { applySettings, clearedForm, modeOf, partsOfSettings, type SettingPart } from '../form/apply-settings.ts'
import type { PictureRole, StartUse } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { usePutPicture } from '../pictures/use-put-picture.ts'
import { SettingsList } from './settings-list.tsx'

/** A picture that was dropped: what it says it was made with, to be taken over in whole or in part, and what else it can be. */
export function DroppedPicture({ file, onClose }: { file: File; onClose: () => void }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  const choices = useChoices().data
  const { data: nodes = [] } = useNodes()
  const query = useFileSettings(file)
  const parts = query.data === undefined ? [] : partsOfSettings(query.data, { choices, nodes })
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set())
  const wanted = parts.filter(({ id }) => !refused.has(id))
  const { putFile, busy } = usePutPicture()
  const apply = (found: AssetSettings, chosen: readonly SettingPart[]) => {
    const before = formStore.get()
    const whole = chosen.length === parts.length
    formStore.change((form) => applySettings(whole ? clearedForm(form, modeOf(found)) : form, found, chosen))
    toast({
      tone: 'success',
      title: whole
        ? 'Took its settings over'
        : `Took over: ${chosen.map(({ label }) => label.toLowerCase()).join(', ')}`,
      action: { label: 'Undo', onSelect: () => formStore.change(() => before) },
    })
    onClose()
  }
  const use = async (place: PictureRole, how?: StartUse) => {
    await putFile(place, file)
    formStore.change((form) => ({
      ...form,
      mode: place === 'surface' ? 'texture' : 'image',
      ...(how === undefined ? {} : { use: how }),
    }))
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="A picture"
      description={file.name === '' ? 'Pasted' : file.name}
      footer={
        <>
          <Menu
            align="end"
            trigger={<Button busy={busy}>Use the picture</Button>}
            entries={[
              { label: 'Vary it (image to image)', onSelect: () => void use('start', 'vary') },
              { label: 'Paint parts anew (inpaint)', onSelect: () => void use('start', 'inpaint') },
              { label: 'Extend it (outpaint)', onSelect: () => void use('start', 'outpaint') },
              { label: 'Guide by it (ControlNet)', onSelect: () => void use('controlImage') },
              { label: 'Make a texture set of it', onSelect: () => void use('surface') },
            ]}
          />
          {query.data === undefined ? null : (
            <Button variant="primary" disabled={wanted.length === 0} onClick={() => apply(query.data, wanted)}>
              {wanted.length === parts.length
                ? 'Take all settings over'
                : `Take ${wanted.length} of ${parts.length} over`}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4 pb-2 sm:flex-row">
        {url === undefined ? null : (
          <img src={url} alt="" className="max-h-48 w-full rounded-md bg-canvas object-contain sm:w-40 sm:self-start" />
        )}
        <div className="min-w-0 flex-1">
          {query.isPending ? (
            <SkeletonRows rows={5} className="h-7" />
          ) : query.isError ? (
            <NoSettings error={query.error} />
          ) : (
            <SettingsList
              found={query.data}
              parts={parts}
              refused={refused}
              onToggle={(id) => setRefused((before) => toggled(before, id))}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** A picture without settings is no failure: it is a picture. */
function NoSettings({ error }: { error: unknown }) {
  const { message, hint } = toApiError(error)
  return (
    <div className="flex flex-col gap-1">
      <p>{message}</p>
      {hint === undefined ? null : <p className="text-ink-soft">{hint}</p>}
    </div>
  )
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
