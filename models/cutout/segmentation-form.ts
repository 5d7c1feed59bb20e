import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'

const triple = z.tuple([z.number(), z.number(), z.number()])

const stated = z.looseObject({
  size: z.tuple([z.int().min(16).max(4096), z.int().min(16).max(4096)]).optional(),
  mean: triple.optional(),
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).optional(),
})

/** How a background network wants its picture: of that size, colours in [0, 1] less a mean, over a deviation. */
export interface SegmentationForm {
  readonly width: number
  readonly height: number
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
}

/**
 * By the model's settings (`size`, `mean`, `std`), else as rembg prepares each (sessions/*.py): IS-Net and RMBG 1024 × 1024 less a half;
 * U²-Net 320 × 320 and BiRefNet 1024 × 1024 with ImageNet's mean and deviation. `side` is what the file says it takes.
 */
export function segmentationForm(
  settings: Readonly<Record<string, unknown>>,
  { side, names, title }: { readonly side: number | undefined; readonly names: string; readonly title: string },
): SegmentationForm {
  const read = stated.safeParse(settings)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new WorkspaceError('bad-input', `The setting ${issue!.path.join('.')} of ${title}: ${issue!.message}.`)
  }
  const { size, mean, std } = read.data
  const usual = side ?? (/u-?2-?net/i.test(names) ? 320 : 1024)
  const imageNet = usual <= 512 || /birefnet|u-?2-?net/i.test(names)
  return {
    width: size?.[0] ?? usual,
    height: size?.[1] ?? usual,
    mean: mean ?? (imageNet ? [0.485, 0.456, 0.406] : [0.5, 0.5, 0.5]),
    std: std ?? (imageNet ? [0.229, 0.224, 0.225] : [1, 1, 1]),
  }
}
