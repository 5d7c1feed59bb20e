import { assetId, assetKinds } from '../../../base/asset.ts'

/** An asset of any kind, by its id; a name is turned into one before. */
export const anyAsset = assetId(...assetKinds)
