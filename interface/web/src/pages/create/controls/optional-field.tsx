import { useEffect, useState } from 'react'
import { Field } from '../../../design/field.tsx'
import { Input } from '../../../design/input.tsx'
import { formStore, useFieldValue } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { ResetButton, ResetLabel } from './reset-label.tsx'

/** A number that may be left open: the empty field says what is taken then. */
export function OptionalField({ name, label, absent }: { name: string; label: string; absent: string }) {
  const spec = useFormParts().fields.get(name)
  const value = useFieldValue(name)
  const [text, setText] = useState('')
  useEffect(() => setText(typeof value === 'number' ? String(value) : ''), [value])
  if (spec === undefined) return null
  const reset = () => formStore.setValue(name, undefined)
  const commit = (written: string) => {
    if (written.trim() === '') return reset()
    const number = Number(written.replace(',', '.'))
    if (!Number.isFinite(number)) return setText(typeof value === 'number' ? String(value) : '')
    const bounded = Math.min(spec.max ?? Number.MAX_SAFE_INTEGER, Math.max(spec.min ?? 0, number))
    const next = spec.type === 'integer' ? Math.round(bounded) : bounded
    formStore.setValue(name, next)
    setText(String(next))
  }
  return (
    <Field
      label={<ResetLabel label={label} onReset={reset} />}
      action={value === undefined ? undefined : <ResetButton label={label} onReset={reset} />}
    >
      <Input
        inputMode="decimal"
        value={text}
        placeholder={absent}
        title={spec.hint}
        onChange={(event) => setText(event.target.value)}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
        className="tabular-nums"
      />
    </Field>
  )
}
