/** Media types of meshes that the viewer reads. */
export const viewableTypes: ReadonlySet<string> = new Set(['model/gltf-binary', 'model/stl', 'model/vnd.ply'])
