import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label' | 'asChild'> {
  /** What it does: read by screen readers, shown as a tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** Shown in the tooltip: the keys as the registry writes them, 'mod+z'. */
  readonly keys?: string | undefined
  /** For a button that stays pressed. */
  readonly pressed?: boolean | undefined
}

const sizes = {
  small: 'w-7 px-0 pointer-coarse:w-9',
  medium: 'w-8 px-0 pointer-coarse:w-10',
  large: 'w-10 px-0 pointer-coarse:w-11',
} as const

export function IconButton({
  label,
  icon,
  keys,
  pressed,
  variant = 'quiet',
  size = 'medium',
  className,
  busy = false,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <Button
        {...props}
        busy={busy}
        variant={variant}
        size={size}
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(sizes[size], pressed && 'bg-accent-soft text-accent-text', className)}
      >
        {busy ? undefined : icon}
      </Button>
    </Tooltip>
  )
}
