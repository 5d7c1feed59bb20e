import { createContext, type ReactNode, use, useId } from 'react'
import { classNames } from './class-names.ts'

interface FieldIds {
  readonly control: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
}

const FieldContext = createContext<FieldIds | undefined>(undefined)

/** A label, a hint and an error around one control of this kit, which ties itself to them. */
export function Field({
  label,
  hint,
  error,
  action,
  hideLabel = false,
  className,
  children,
}: {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong with the value. */
  error?: string | undefined
  /** Beside the label: reset, help. */
  action?: ReactNode
  hideLabel?: boolean
  className?: string | undefined
  children: ReactNode
}) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <FieldContext value={{ control: id, describedBy: described || undefined, invalid: error !== undefined }}>
      <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
        <div className={classNames('flex min-h-5 items-center justify-between gap-2', hideLabel && 'sr-only')}>
          <label id={`${id}-label`} htmlFor={id} className="text-xs font-medium text-ink-soft">
            {label}
          </label>
          {action}
        </div>
        {children}
        {error ? (
          <p id={`${id}-error`} className="text-xs text-danger-text">
            {error}
          </p>
        ) : null}
        {hint ? (
          <p id={`${id}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        ) : null}
      </div>
    </FieldContext>
  )
}

/** What a control inside a Field passes on to its element. Outside of a Field: nothing. */
export function useFieldProps(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const field = use(FieldContext)
  if (field === undefined) return {}
  return {
    id: field.control,
    ...(field.describedBy === undefined ? {} : { 'aria-describedby': field.describedBy }),
    ...(field.invalid ? { 'aria-invalid': true } : {}),
  }
}
