import type { Asset } from '../../api/wire.ts'
import type { MaterialMaps } from './scene/material-body.ts'

/** Relief of a set that does not state its own: a twentieth of the side is what stone and bark have. */
const usualRelief = 0.05

/** The maps of a material for the viewer, from its own asset and those of its maps. */
export function materialMaps(material: Asset, maps: readonly Asset[]): MaterialMaps {
  const url = (role: Asset['role']) => maps.find((map) => map.role === role)?.url
  const { tileSize, heightRange, normalConvention } = material.facts
  const measured = typeof tileSize === 'number' && typeof heightRange === 'number' && tileSize > 0 && heightRange > 0
  return {
    ...definedOnly({
      albedo: url('albedo'),
      normal: url('normal'),
      roughness: url('roughness'),
      metalness: url('metalness'),
      occlusion: url('ambient-occlusion'),
      orm: url('orm'),
      emission: url('emission'),
      height: url('height'),
    }),
    relief: measured ? heightRange / tileSize : usualRelief,
    directX: normalConvention === 'directx',
  }
}

function definedOnly(urls: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(urls).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
