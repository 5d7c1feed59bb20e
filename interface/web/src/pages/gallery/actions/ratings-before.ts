import type { Asset } from '../../../api/wire.ts'

/** Which assets had which rating, for taking a new one back; assets that are not known had none as far as can be told. */
export function ratingsBefore(
  ids: readonly string[],
  assets: readonly Pick<Asset, 'id' | 'rating'>[],
): ReadonlyMap<number, readonly string[]> {
  const known = new Map(assets.map(({ id, rating }) => [id, rating ?? 0]))
  return Map.groupBy(ids, (id) => known.get(id) ?? 0)
}
