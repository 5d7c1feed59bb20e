import { ArrowLeftRight, Link2, Unlink2 } from 'lucide-react'
import { classNames } from '../../../design/class-names.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { NumberInput } from '../../../design/number-input.tsx'
import { formStore, useFieldValue, useForm } from '../form/form-store.ts'
import { aspectName, changeSide, roundDown, type Size, swapSides } from '../form/sizes.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { ResetButton, ResetLabel } from './reset-label.tsx'

const textureSizes = [512, 1024, 2048, 4096].map((side) => ({ width: side, height: side, title: `${side}` }))

/** Width and height with the model's own presets. Sides go in steps of 8; a picture that is begun from brings its own size. */
export function SizeField() {
  const { fields, model } = useFormParts()
  const mode = useForm((form) => form.mode)
  const locked = useForm((form) => form.aspectLocked)
  const start = useForm((form) => (form.mode === 'image' && form.use !== 'outpaint' ? form.pictures.start : undefined))
  const written = { width: useFieldValue('width'), height: useFieldValue('height') }
  const fit = useFieldValue('fit')
  const area = useFieldValue('area')
  const spec = fields.get('width')
  if (spec === undefined) return null
  const usual: Size =
    mode === 'texture'
      ? { width: Number(spec.default ?? 1024), height: Number(spec.default ?? 1024) }
      : (model?.size ?? { width: 512, height: 512 })
  const size: Size = { width: Number(written.width ?? usual.width), height: Number(written.height ?? usual.height) }
  const set = (next: Size) => {
    for (const side of ['width', 'height'] as const) {
      formStore.setValue(side, next[side] === usual[side] ? undefined : next[side])
    }
  }
  const reset = () => set(usual)
  if (start !== undefined && fields.has('start') && fit === undefined && area !== 'mask') {
    const made = roundDown(start)
    return (
      <p className="text-xs text-ink-faint">
        Size: {made.width} × {made.height},{' '}
        {made.width === start.width && made.height === start.height
          ? 'that of the start picture.'
          : `the start picture (${start.width} × ${start.height}) cut to multiples of 8.`}
      </p>
    )
  }
  const nameOf = (preset: Size) => (mode === 'texture' ? `${preset.width} px` : aspectName(preset))
  const presets = mode === 'texture' ? textureSizes : (model?.sizes ?? [])
  const change = (side: keyof Size) => (value: number) =>
    set(changeSide(size, side, value, { locked, min: spec.min ?? 64, max: spec.max ?? 4096 }))
  const isUsual = written.width === undefined && written.height === undefined
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">Size</legend>
      <div className="flex min-h-5 items-center justify-between">
        <span className="text-xs font-medium text-ink-soft">
          <ResetLabel label="Size" onReset={reset} />{' '}
          <span className="font-normal text-ink-faint tabular-nums">{aspectName(size)}</span>
        </span>
        {isUsual ? null : <ResetButton label="size" onReset={reset} />}
      </div>
      {presets.length === 0 ? null : (
        <div className="flex gap-1.5">
          {presets.map((preset) => {
            const isOn = preset.width === size.width && preset.height === size.height
            return (
              <button
                key={`${preset.width}x${preset.height}`}
                type="button"
                aria-pressed={isOn}
                aria-label={`${nameOf(preset)}, ${preset.title}, ${preset.width} × ${preset.height}`}
                title={`${preset.title}, ${preset.width} × ${preset.height}`}
                onClick={() => set(preset)}
                className={classNames(
                  'flex min-w-0 flex-1 flex-col items-center justify-end gap-1 rounded-md border pb-1 text-2xs tabular-nums transition-colors',
                  mode === 'texture' ? 'h-7 pointer-coarse:h-10' : 'h-11',
                  isOn
                    ? 'border-accent bg-accent-soft text-accent-text'
                    : 'border-line text-ink-faint hover:bg-surface-2',
                )}
              >
                {mode === 'texture' ? null : <Shape size={preset} />}
                {nameOf(preset)}
              </button>
            )
          })}
        </div>
      )}
      <div className="flex items-center gap-1">
        <NumberInput
          label="Width"
          value={size.width}
          onValueChange={change('width')}
          step={8}
          unit="w"
          className="flex-1"
        />
        <IconButton label="Swap width and height" icon={<ArrowLeftRight />} onClick={() => set(swapSides(size))} />
        <NumberInput
          label="Height"
          value={size.height}
          onValueChange={change('height')}
          step={8}
          unit="h"
          className="flex-1"
        />
        <IconButton
          label="Keep the shape"
          icon={locked ? <Link2 /> : <Unlink2 />}
          pressed={locked}
          onClick={() => formStore.change((form) => ({ ...form, aspectLocked: !form.aspectLocked }))}
        />
      </div>
    </fieldset>
  )
}

/** The outline of a picture of this shape, 16 pixels on its longer side. */
function Shape({ size: { width, height } }: { size: Size }) {
  const by = 16 / Math.max(width, height)
  return (
    <span
      aria-hidden
      className="rounded-[2px] border-[1.5px] border-current"
      style={{ width: Math.max(7, width * by), height: Math.max(7, height * by) }}
    />
  )
}
