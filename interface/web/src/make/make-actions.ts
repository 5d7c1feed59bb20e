import type { Asset, NodeInfo } from '../api/wire.ts'

/** Something that can be made of an asset: a node, and which of its fields takes the asset. */
export interface MakeAction {
  readonly node: string
  readonly label: string
  readonly field: string
}

/** In the order of the way from a picture to a file for an engine. */
const actions: readonly MakeAction[] = [
  { node: 'image.depth', label: 'Depth', field: 'image' },
  { node: 'image.normal', label: 'Normals', field: 'image' },
  { node: 'texture.pbr', label: 'PBR maps', field: 'image' },
  { node: 'texture.seamless', label: 'Make seamless', field: 'image' },
  { node: 'image.cutout', label: 'Cut out background', field: 'image' },
  { node: 'mesh.from-image', label: 'Make mesh', field: 'image' },
  { node: 'mesh.form', label: 'Make mesh', field: 'form' },
  { node: 'mesh.relief', label: 'Relief mesh', field: 'map' },
  { node: 'mesh.finish', label: 'Finish mesh', field: 'mesh' },
  { node: 'mesh.inspect', label: 'Inspect mesh', field: 'mesh' },
  { node: 'mesh.export', label: 'Export for', field: 'mesh' },
]

/** Maps that hold heights or distances: of the others no shape can be made. */
const shapes = new Set(['height', 'depth'])

/** What can be made of this asset by the nodes that there are. */
export function makeActionsOf(
  asset: Pick<Asset, 'kind' | 'role' | 'mediaType'>,
  nodes: readonly NodeInfo[],
): MakeAction[] {
  return actions.filter(({ node, field }) => {
    const schema = nodes.find(({ id }) => id === node)?.input.properties?.[field]
    if (schema?.assetKinds?.includes(asset.kind) !== true) return false
    if (node === 'mesh.relief') return asset.kind === 'map' && shapes.has(asset.role ?? '')
    if (node === 'image.normal' && asset.kind === 'map') return shapes.has(asset.role ?? '')
    if (node === 'texture.pbr' && asset.kind === 'map') return asset.role === 'albedo'
    return asset.mediaType !== 'image/x-exr'
  })
}
