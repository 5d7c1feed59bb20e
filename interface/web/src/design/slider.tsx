import { Slider as Radix } from 'radix-ui'
import { useFieldProps } from './field.tsx'
import { NumberInput } from './number-input.tsx'

export interface SliderProps {
  readonly value: number
  readonly onValueChange: (value: number) => void
  readonly min: number
  readonly max: number
  readonly step?: number
  /** Written behind the number: 'px', '%'. */
  readonly unit?: string
  readonly disabled?: boolean
  /** Needed outside of a Field. */
  readonly label?: string
}

/** A number by hand or by eye: a track, and beside it a field that takes the exact value. */
export function Slider({ value, onValueChange, min, max, step = 1, unit, disabled = false, label }: SliderProps) {
  const { id, ...described } = useFieldProps()
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Radix.Root
        value={[value]}
        onValueChange={([next]) => next !== undefined && onValueChange(next)}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        className="relative flex h-8 min-w-0 flex-1 touch-none items-center select-none data-[disabled]:opacity-50"
      >
        <Radix.Track className="relative h-1 grow overflow-hidden rounded-full bg-surface-3">
          <Radix.Range className="absolute h-full bg-accent" />
        </Radix.Track>
        <Radix.Thumb
          {...described}
          aria-labelledby={label === undefined && id !== undefined ? `${id}-label` : undefined}
          aria-label={label}
          className="block size-3.5 rounded-full border-2 border-accent bg-surface-1 shadow-low transition-transform hover:scale-115 pointer-coarse:size-5"
        />
      </Radix.Root>
      <NumberInput
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { label })}
        value={value}
        onValueChange={onValueChange}
        min={min}
        max={max}
        step={step}
        unit={unit}
        disabled={disabled}
        className="w-21 shrink-0"
      />
    </div>
  )
}
