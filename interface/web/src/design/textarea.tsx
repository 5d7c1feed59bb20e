import type { Ref, TextareaHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'
import { useFieldProps } from './field.tsx'
import { controlLook } from './input.tsx'

/** Text of several lines; grows with what is written where the browser can. */
export function Textarea({
  className,
  ...props
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  const field = useFieldProps()
  return (
    <textarea
      rows={3}
      {...field}
      {...props}
      className={classNames(controlLook, 'field-sizing-content min-h-18 resize-y py-2 text-base', className)}
    />
  )
}
