import type { ListedAsset } from '../../../core/storage/search-assets.ts'
import type { AssetView } from '../schemas/asset.ts'

/** An asset as the API shows it. */
export function viewAsset(asset: ListedAsset): AssetView {
  const { role, recipe, quality, trashedAt, rating, ...rest } = asset
  const url = `/api/v1/assets/${asset.id}`
  return {
    ...rest,
    ...(role !== undefined && { role }),
    ...(recipe !== undefined && { recipe }),
    ...(quality !== undefined && {
      quality: { score: quality.score, measures: [...quality.measures] },
    }),
    ...(trashedAt !== undefined && { trashedAt }),
    ...(rating !== undefined && { rating }),
    parents: [...asset.parents],
    tags: [...asset.tags],
    collections: [...asset.collections],
    url: `${url}/file`,
    thumbnail: `${url}/thumbnail`,
  }
}
