import { Slot } from 'radix-ui'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to do here. `danger`: cannot be taken back. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly size?: 'small' | 'medium' | 'large'
  /** Shown before the label; a lucide icon. */
  readonly icon?: ReactNode
  /** Shows a turning mark, and the button does nothing meanwhile. */
  readonly busy?: boolean
  /** Draws its only child (a link) as a button. */
  readonly asChild?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

const variants = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-strong font-medium shadow-low',
  secondary: 'bg-surface-2 text-ink border border-line hover:bg-surface-3 hover:border-line-strong/60 shadow-low',
  quiet: 'text-ink-soft hover:bg-surface-3 hover:text-ink',
  danger: 'bg-danger text-danger-ink hover:brightness-110 font-medium shadow-low',
} as const

const sizes = {
  small: 'h-7 px-2 text-xs gap-1.5 rounded-md pointer-coarse:h-9',
  medium: 'h-8 px-3 text-sm gap-2 rounded-md pointer-coarse:h-10',
  large: 'h-10 px-4 text-base gap-2 rounded-lg pointer-coarse:h-11',
} as const

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  busy = false,
  asChild = false,
  className,
  children,
  disabled,
  type = 'button',
  ...props
}: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button'
  return (
    <Element
      {...(asChild ? {} : { type, disabled: disabled || busy })}
      aria-busy={busy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center whitespace-nowrap select-none transition-colors disabled:opacity-45 disabled:pointer-events-none [&_svg]:size-4 [&_svg]:shrink-0',
        variants[variant],
        sizes[size],
        className,
      )}
      {...props}
    >
      {asChild ? (
        children
      ) : (
        <>
          {busy ? <Spinner /> : icon}
          {children}
        </>
      )}
    </Element>
  )
}
