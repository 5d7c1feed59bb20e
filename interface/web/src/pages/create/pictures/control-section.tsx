import { Disclosure } from '../../../design/disclosure.tsx'
import { ChoiceField } from '../controls/choice-field.tsx'
import { ParamField } from '../controls/param-field.tsx'
import { modelTakes } from '../form/fields.ts'
import { useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { CannotDo } from './cannot-do.tsx'
import { PictureSlot } from './picture-slot.tsx'
import { Preprocess } from './preprocess.tsx'

/** A picture that guides where things stand: edges, depth, a pose. */
export function ControlSection() {
  const { model, choices } = useFormParts()
  const picture = useForm((form) => form.pictures.controlImage)
  const chosen = useForm((form) => form.values['controlModel'])
  const can = modelTakes(model, 'controlImage')
  const names = model?.own?.controlnets.map((id) => ({ id, title: id })) ?? choices?.controlnets ?? []
  return (
    <Disclosure title="ControlNet" detail={picture === undefined ? 'none' : (chosen as string | undefined)}>
      {can ? null : <CannotDo what="be guided by a ControlNet" />}
      {can && names.length === 0 ? <CannotDoWithout /> : null}
      <PictureSlot
        place="controlImage"
        label="Control picture"
        hint="Edges, depth, a pose: what the ControlNet is made for"
        actions={picture === undefined ? null : <Preprocess picture={picture} />}
      />
      {picture === undefined ? null : (
        <>
          <ChoiceField
            name="controlModel"
            label="ControlNet"
            automatic="Choose one …"
            options={names.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <ParamField name="controlWeight" label="Weight" hint={false} />
          <div className="grid grid-cols-2 gap-4">
            <ParamField name="controlFrom" label="From" plain hint={false} />
            <ParamField name="controlTo" label="To" plain hint={false} />
          </div>
        </>
      )}
    </Disclosure>
  )
}

function CannotDoWithout() {
  return <p className="text-xs text-ink-faint">No ControlNet is installed.</p>
}
