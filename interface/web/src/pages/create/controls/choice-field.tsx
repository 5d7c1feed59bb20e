import { Field } from '../../../design/field.tsx'
import { Select, type SelectOption } from '../../../design/select.tsx'
import { formStore, useFieldValue } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { ResetButton, ResetLabel } from './reset-label.tsx'

/** A field whose values are what is installed or known here: samplers, autoencoders, upscalers. `automatic` is what stands for none. */
export function ChoiceField({
  name,
  label,
  options,
  automatic,
}: {
  name: string
  label: string
  options: readonly SelectOption[]
  automatic: string
}) {
  const has = useFormParts().fields.has(name)
  const value = useFieldValue(name)
  if (!has) return null
  const reset = () => formStore.setValue(name, undefined)
  const chosen = typeof value === 'string' ? value : ''
  const isKnown = chosen === '' || options.some((option) => option.value === chosen)
  return (
    <Field
      label={<ResetLabel label={label} onReset={reset} />}
      action={value === undefined ? undefined : <ResetButton label={label} onReset={reset} />}
      error={isKnown ? undefined : `"${chosen}" is not installed`}
    >
      <Select
        value={chosen}
        onValueChange={(next) => formStore.setValue(name, next === '' ? undefined : next)}
        options={[
          { value: '', label: automatic },
          ...options,
          ...(isKnown ? [] : [{ value: chosen, label: `${chosen} (not installed)` }]),
        ]}
      />
    </Field>
  )
}
