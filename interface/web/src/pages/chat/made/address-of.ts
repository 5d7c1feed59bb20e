import type { Asset } from '../../../api/wire.ts'

/** The page of the studio that shows an asset best. */
export function addressOf({ id, kind }: Pick<Asset, 'id' | 'kind'>): string {
  return kind === 'mesh' || kind === 'material' ? `/3d/${id}` : `/gallery/${id}`
}
