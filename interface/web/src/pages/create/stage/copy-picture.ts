import type { Asset } from '../../../api/wire.ts'
import { toast } from '../../../design/toast-store.ts'

/** Puts a picture on the clipboard as PNG, the one kind that every browser takes there. */
export async function copyPicture(asset: Pick<Asset, 'url' | 'name'>): Promise<void> {
  try {
    // Safari wants the promise inside the item, made in the same turn as the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': readPng(asset.url) })])
    toast({ tone: 'success', title: 'Copied the picture' })
  } catch (error) {
    toast({
      tone: 'error',
      title: 'The picture could not be copied.',
      detail:
        navigator.clipboard === undefined ? 'Browsers allow it on https and on this machine only.' : String(error),
    })
  }
}

async function readPng(url: string): Promise<Blob> {
  const blob = await (await fetch(url)).blob()
  if (blob.type === 'image/png') return blob
  const bitmap = await createImageBitmap(blob)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}
