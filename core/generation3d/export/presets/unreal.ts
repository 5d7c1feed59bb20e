import type { ExportPreset } from './preset.ts'

/** Epic's "FBX static mesh pipeline" (UCX_ names) and Interchange, which imports glTF since Unreal Engine 5.1. */
export const unreal: ExportPreset = {
  id: 'unreal',
  title: 'Unreal Engine',
  about: 'A GLB with UCX_ collision hulls, levels apart, and DirectX normal and ORM textures by Unreal names.',
  format: 'glb',
  meshPrefix: 'SM_',
  texturePrefix: 'T_',
  levels: 'files',
  collision: { name: 'UCX_*_#', file: 'same' },
  textures: [
    { suffix: 'BC', from: 'albedo', use: 'Base Color (sRGB)' },
    { suffix: 'N', from: 'normal-directx', use: 'Normal: compression "Normalmap", no sRGB' },
    {
      suffix: 'ORM',
      from: ['occlusion', 'roughness', 'metalness'],
      use: 'R occlusion, G roughness, B metallic: compression "Masks", no sRGB',
    },
    { suffix: 'E', from: 'emission', use: 'Emissive Color (sRGB)' },
  ],
  compressions: [],
  ktx2: false,
  axes: 'Metres, +Y up, +Z to the front, right-handed (glTF). The importer turns it to +Z up and multiplies by 100: centimetres.',
  normalMaps: 'In the GLB OpenGL, as glTF demands: the importer turns green over. In Textures DirectX: green is down.',
  steps: [
    'Drag *.glb into the Content Browser (Unreal Engine 5.1 or newer; the Interchange plug-ins are on by default).',
    'In the dialog leave "Import Collision" and "Import Collision According To Mesh Name" on: the UCX_ hulls become the collision of the mesh.',
    'For levels of detail, open the mesh, and under "LOD Settings → LOD Import" choose *_LOD1.glb and so on; the screen sizes are listed below.',
  ],
  notes: ['The pictures in Textures are for a master material of your own; the GLB has its own copies.'],
}
