import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fetchAssetAt, fetchIds, knownAsset } from '../../../api/asset-window.ts'
import type { AssetFilter } from '../../../api/assets.ts'

/**
 * Where an asset stands in the list it was opened from, and a way to its neighbours. `hint` is the place it is thought to be at; an
 * asset that was opened by its address is looked for. `index` is undefined when it is not in the list.
 */
export function useListPlace(id: string, filter: AssetFilter, hint: number) {
  const client = useQueryClient()
  const isThere = knownAsset(client, filter, hint)?.id === id
  const found = useQuery({
    queryKey: ['assets', 'place', filter, id],
    queryFn: async () => (await fetchIds(client, filter, 0, MOST - 1)).indexOf(id),
    enabled: !isThere,
  }).data
  const index = isThere ? hint : found === undefined || found < 0 ? undefined : found
  // The neighbours' pictures are asked for before they are wanted.
  useEffect(() => {
    if (index === undefined) return
    for (const near of [index + 1, index - 1]) {
      if (near < 0) continue
      fetchAssetAt(client, filter, near).then(
        (asset) => {
          if (asset?.kind === 'image') new Image().src = asset.url
        },
        () => undefined,
      )
    }
  }, [client, filter, index])
  return {
    index,
    /** The asset `step` places on; undefined beyond the ends. */
    async neighbour(step: 1 | -1): Promise<{ id: string; index: number } | undefined> {
      if (index === undefined || index + step < 0) return undefined
      const asset = await fetchAssetAt(client, filter, index + step)
      return asset === undefined ? undefined : { id: asset.id, index: index + step }
    },
  }
}

/** Ids of a list as long as this are some two megabytes; in a longer one a place is not looked for. */
const MOST = 100_000
