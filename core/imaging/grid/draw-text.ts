import type { Pixels } from '../../../base/pixels.ts'
import type { Label } from './plan-grid.ts'

/** Whether the machine has a font: without one, every letter is the same empty box. */
export async function hasFont(): Promise<boolean> {
  const [narrow, wide] = await Promise.all(
    ['ii', 'WW'].map((text) => drawText([{ text, chosen: true }], { width: 200, size: 16, align: 'centre' })),
  )
  if (narrow === undefined || wide === undefined) return false
  return narrow.width !== wide.width || narrow.data.some((value, i) => value !== wide.data[i])
}

/** A label as black text on nothing, wrapped to `width` pixels, in the sans serif font of the machine. Undefined for an empty one. */
export async function drawText(
  label: Label,
  { width, size, align }: { width: number; size: number; align: 'centre' | 'right' },
): Promise<Pixels | undefined> {
  const lines = label.map(({ text, chosen }) => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    return chosen ? escaped : `<span foreground="#a0a0a0"><s>${escaped}</s></span>`
  })
  if (lines.every((line) => line.trim() === '')) return undefined
  const { default: sharp } = await import('sharp')
  const { data, info } = await sharp({
    text: { text: lines.join('\n'), font: `sans ${size}`, width, align, wrap: 'word-char', rgba: true, dpi: 72 },
  })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    channels: 4,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
  }
}
