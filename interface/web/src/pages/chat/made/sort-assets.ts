import type { Asset } from '../../../api/wire.ts'

/** What a call made, sorted by how it is shown. */
export interface SortedAssets {
  readonly pictures: readonly Asset[]
  /** Each with the maps that it is made of. */
  readonly textures: readonly { readonly material: Asset; readonly maps: readonly Asset[] }[]
  readonly meshes: readonly Asset[]
  /** Files for other programs, and forms of which nothing was made: shown by their names. */
  readonly files: readonly Asset[]
}

export function sortAssets(assets: readonly Asset[]): SortedAssets {
  const textures = assets
    .filter(({ kind }) => kind === 'material')
    .map((material) => ({
      material,
      // And the picture of what it looks like on a body.
      maps: assets.filter(({ id, kind, parents }) =>
        kind === 'image' ? parents.includes(material.id) : material.parents.includes(id),
      ),
    }))
  const inTexture = new Set(textures.flatMap(({ maps }) => maps.map(({ id }) => id)))
  // A form that was drawn or built is only how: what came of it is shown.
  const hasLooks = assets.some(({ kind }) => kind === 'image' || kind === 'mesh')
  return {
    pictures: assets.filter(({ id, kind }) => (kind === 'image' || kind === 'map') && !inTexture.has(id)),
    textures,
    meshes: assets.filter(({ kind }) => kind === 'mesh'),
    files: assets.filter(({ kind }) => kind === 'export' || (kind === 'form' && !hasLooks)),
  }
}
