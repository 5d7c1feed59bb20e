import { Field } from '../../../design/field.tsx'
import { NumberInput } from '../../../design/number-input.tsx'
import { Select } from '../../../design/select.tsx'
import { Slider } from '../../../design/slider.tsx'
import { Switch } from '../../../design/switch.tsx'
import { formStore, useFieldValue } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { ResetButton, ResetLabel } from './reset-label.tsx'

/**
 * One field of the node as its schema says: a slider, a number, a switch or a choice. Nothing where the node or the model does not have
 * it. `modelDefault` is what the model takes where nothing is said.
 */
export function ParamField({
  name,
  label,
  min,
  max,
  step,
  unit,
  modelDefault,
  plain = false,
  hint = true,
  optionLabels = {},
}: {
  name: string
  label: string
  /** Narrower bounds than the schema's, where those are past all use. */
  min?: number
  max?: number
  step?: number
  unit?: string
  modelDefault?: number | string | undefined
  /** A number without a slider. */
  plain?: boolean
  hint?: boolean
  optionLabels?: Readonly<Record<string, string>>
}) {
  const spec = useFormParts().fields.get(name)
  const value = useFieldValue(name)
  if (spec === undefined) return null
  const reset = () => formStore.setValue(name, undefined)
  const set = (next: unknown) => formStore.setValue(name, next === spec.default ? undefined : next)
  const usual = spec.default ?? modelDefault
  const common = {
    label: <ResetLabel label={label} onReset={reset} />,
    hint: hint ? spec.hint : undefined,
    action: value === undefined ? undefined : <ResetButton label={label} onReset={reset} />,
  }
  if (spec.type === 'boolean') {
    return (
      <Field {...common}>
        <Switch checked={(value ?? usual) === true} onCheckedChange={set} />
      </Field>
    )
  }
  if (spec.type === 'choice') {
    return (
      <Field {...common}>
        <Select
          value={String(value ?? usual ?? '')}
          onValueChange={(next) => (next === '' ? reset() : set(next))}
          options={[
            ...(usual === undefined ? [{ value: '', label: 'Automatic' }] : []),
            ...(spec.options ?? []).map((option) => ({ value: option, label: optionLabels[option] ?? option })),
          ]}
        />
      </Field>
    )
  }
  const bounds = { min: min ?? spec.min ?? 0, max: max ?? spec.max ?? 100 }
  const by = step ?? (spec.type === 'integer' ? 1 : 0.05)
  const number = Number(value ?? usual ?? bounds.min)
  return (
    <Field {...common}>
      {plain ? (
        <NumberInput value={number} onValueChange={set} min={spec.min} max={spec.max} step={by} unit={unit} />
      ) : (
        <Slider value={number} onValueChange={set} {...bounds} step={by} {...(unit === undefined ? {} : { unit })} />
      )}
    </Field>
  )
}
