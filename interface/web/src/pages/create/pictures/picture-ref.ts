import type { Asset } from '../../../api/wire.ts'
import type { PictureRef } from '../form/create-form.ts'

/** What the form keeps of an asset. Pictures from outside may not say their size: then `measure` finds it. */
export function pictureOf({ id, name, facts }: Pick<Asset, 'id' | 'name' | 'facts'>): PictureRef {
  const side = (value: unknown) => (typeof value === 'number' ? value : 0)
  return { id, name, width: side(facts['width']), height: side(facts['height']) }
}

/** The same with its size looked up in the picture itself where the asset does not say it. */
export async function measuredPicture(asset: Pick<Asset, 'id' | 'name' | 'facts' | 'url'>): Promise<PictureRef> {
  const known = pictureOf(asset)
  if (known.width > 0 && known.height > 0) return known
  const image = new Image()
  image.src = asset.url
  await image.decode()
  return { ...known, width: image.naturalWidth, height: image.naturalHeight }
}

/** The address of an asset's file. */
export function fileUrl(id: string): string {
  return `/api/v1/assets/${id}/file`
}
