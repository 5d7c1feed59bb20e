import { Paintbrush, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../design/button.tsx'
import { Disclosure } from '../../../design/disclosure.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { ParamField } from '../controls/param-field.tsx'
import type { StartUse } from '../form/create-form.ts'
import { withPicture } from '../form/create-form.ts'
import { modelTakes } from '../form/fields.ts'
import { formStore, useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { MaskEditor } from '../mask/mask-editor.tsx'
import { CannotDo } from './cannot-do.tsx'
import { PictureSlot } from './picture-slot.tsx'
import { usePutPicture } from './use-put-picture.ts'

const uses = [
  { value: 'vary', label: 'Vary' },
  { value: 'inpaint', label: 'Inpaint' },
  { value: 'outpaint', label: 'Extend' },
] as const
const fits = {
  exact: 'Cut to multiples of 8',
  stretch: 'Stretch to the size',
  crop: 'Crop to the size',
  pad: 'Pad to the size',
}
const fills = {
  original: 'The picture',
  surroundings: 'The colours around',
  noise: 'Noise',
  nothing: 'Nothing',
}

/** A picture to begin from: varied as a whole, painted anew in parts, or extended beyond its borders. */
export function StartSection() {
  const { model } = useFormParts()
  const start = useForm((form) => form.pictures.start)
  const mask = useForm((form) => form.pictures.mask)
  const use = useForm((form) => form.use)
  const setUse = (next: StartUse) => formStore.change((form) => ({ ...form, use: next }))
  const can = modelTakes(model, 'start')
  return (
    <Disclosure
      title="Start picture"
      detail={start === undefined ? 'none' : uses.find(({ value }) => value === use)?.label}
      startOpen={start !== undefined}
      key={start === undefined ? 'none' : 'some'}
    >
      {can ? null : <CannotDo what="begin from a picture" />}
      <PictureSlot
        place="start"
        label="Start picture"
        hint="Drop or paste a picture to vary, inpaint or extend it"
        overlay={use === 'inpaint' ? mask?.id : undefined}
        actions={
          <Segmented label="What to do with it" options={uses} value={use} onValueChange={setUse} className="w-full" />
        }
      />
      {start === undefined || !can ? null : (
        <>
          {use === 'inpaint' ? <MaskControls /> : null}
          {use === 'outpaint' ? <Sides /> : null}
          <ParamField name="strength" label="Strength" step={0.01} min={0.01} />
          {use === 'outpaint' ? <ParamField name="feather" label="Soft edge" unit="px" hint={false} /> : null}
          {use === 'vary' ? (
            <ParamField name="fit" label="Pictures of another size" optionLabels={fits} hint={false} />
          ) : null}
        </>
      )}
    </Disclosure>
  )
}

function MaskControls() {
  const start = useForm((form) => form.pictures.start)
  const mask = useForm((form) => form.pictures.mask)
  const area = useForm((form) => form.values['area'])
  const { putFile } = usePutPicture()
  const [isOpen, setOpen] = useState(false)
  if (start === undefined) return null
  const remove = () => formStore.change((form) => withPicture(form, 'mask', undefined))
  return (
    <>
      <div className="flex gap-2">
        <Button
          icon={<Paintbrush />}
          variant={mask === undefined ? 'primary' : 'secondary'}
          onClick={() => setOpen(true)}
          className="flex-1"
        >
          {mask === undefined ? 'Paint the mask' : 'Change the mask'}
        </Button>
        {mask === undefined ? null : (
          <Button icon={<X />} onClick={remove}>
            Remove
          </Button>
        )}
      </div>
      <ParamField
        name="area"
        label="Paint"
        hint={false}
        optionLabels={{ picture: 'The whole picture', mask: 'Only the part around the mask' }}
      />
      {area === 'mask' ? (
        <ParamField name="areaPadding" label="Seen around the mask" unit="px" max={256} hint={false} />
      ) : null}
      <ParamField name="fill" label="Under the mask" optionLabels={fills} hint={false} />
      <ParamField name="maskBlur" label="Soft edge" unit="px" hint={false} />
      <MaskEditor
        open={isOpen}
        onOpenChange={setOpen}
        picture={start}
        mask={mask}
        onDone={async (file) => {
          if (file === undefined) remove()
          else await putFile('mask', file, `${start.name}-mask`)
        }}
      />
    </>
  )
}

function Sides() {
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-2">
      {(['left', 'right', 'top', 'bottom'] as const).map((side) => (
        <ParamField
          key={side}
          name={side}
          label={{ left: 'Left', right: 'Right', top: 'Above', bottom: 'Below' }[side]}
          step={64}
          unit="px"
          plain
          hint={false}
        />
      ))}
    </div>
  )
}
