import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { isPicture } from '../asset-words.ts'

/**
 * The picture that stands for an asset at full size: its file, or for what is none (meshes, materials, forms) its largest small
 * picture. Heights and depths come from the server stretched from black to white: in the file they may use a small part of the 16 bits.
 */
export function useShownPicture(asset: Asset): { readonly url: string | undefined; readonly exact: boolean } {
  const stretched = asset.role === 'height' || asset.role === 'depth'
  const exact = isPicture(asset) && !stretched
  return { url: exact ? asset.url : thumbnailUrl(asset, 'large'), exact }
}
