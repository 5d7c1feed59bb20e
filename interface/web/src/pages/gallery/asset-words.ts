import type { Asset, AssetKind, MapRole } from '../../api/wire.ts'

export const kindWords: Readonly<Record<AssetKind, string>> = {
  image: 'Images',
  map: 'Maps',
  material: 'Materials',
  form: 'Forms',
  mesh: 'Meshes',
  export: 'Exports',
}

export const roleWords: Readonly<Record<MapRole, string>> = {
  albedo: 'Albedo',
  height: 'Height',
  normal: 'Normal',
  roughness: 'Roughness',
  metalness: 'Metalness',
  'ambient-occlusion': 'Ambient occlusion',
  emission: 'Emission',
  depth: 'Depth',
  orm: 'ORM',
}

const one: Readonly<Record<AssetKind, string>> = {
  image: 'image',
  map: 'map',
  material: 'material',
  form: 'form',
  mesh: 'mesh',
  export: 'export',
}

/** What an asset is, in a word or two: 'normal map', 'mesh'. */
export function kindOf({ kind, role }: Pick<Asset, 'kind' | 'role'>): string {
  return role === undefined ? one[kind] : role === 'orm' ? 'ORM map' : `${roleWords[role].toLowerCase()} map`
}

/** For screen readers: the name, what it is, and what marks it has. */
export function describeAsset(asset: Asset): string {
  return [
    asset.name,
    kindOf(asset),
    asset.versions > 1 && `version ${asset.version} of ${asset.versions}`,
    asset.rating !== undefined && `${asset.rating} ${asset.rating === 1 ? 'star' : 'stars'}`,
    failedMeasures(asset).length > 0 && `fails ${failedMeasures(asset).join(', ')}`,
  ]
    .filter(Boolean)
    .join(', ')
}

export function failedMeasures({ quality }: Pick<Asset, 'quality'>): string[] {
  return (quality?.measures ?? []).filter(({ pass }) => pass === false).map(({ name }) => name.replaceAll('-', ' '))
}

/** The words it was made from, where there were any. */
export function promptOf({ facts }: Pick<Asset, 'facts'>): string | undefined {
  const { prompt } = facts
  return typeof prompt === 'string' && prompt !== '' ? prompt : undefined
}

/** Width and height where it is a picture. */
export function pixelsOf({ facts }: Pick<Asset, 'facts'>): { width: number; height: number } | undefined {
  const { width, height } = facts
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined
}

/** Whether a browser can show the file itself. */
export function isPicture({ mediaType }: Pick<Asset, 'mediaType'>): boolean {
  return mediaType === 'image/png' || mediaType === 'image/jpeg' || mediaType === 'image/webp'
}

/** How the file is called when it leaves the workspace. */
export function fileNameOf({ path }: Pick<Asset, 'path'>): string {
  return path.split('/').at(-1)!
}

/** '1 asset', '12,000 assets'. */
export function countWords(count: number, noun = 'asset'): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
