import type { ExportPreset } from './preset.ts'

/** https://docs.unity3d.com/Packages/com.unity.cloud.gltfast@6.9 and, for the mask map, the HDRP manual's "Mask and detail maps". */
export const unity: ExportPreset = {
  id: 'unity',
  title: 'Unity',
  about: 'GLB files for the glTFast package, levels and collider apart, and the textures packed for HDRP and URP.',
  format: 'glb',
  levels: 'files',
  collision: { name: '*_Collider#', file: 'own' },
  textures: [
    { suffix: 'BaseMap', from: 'albedo', use: 'Base Map (sRGB)' },
    { suffix: 'Normal', from: 'normal-opengl', use: 'Normal Map: set its texture type to "Normal map"' },
    {
      suffix: 'MaskMap',
      from: ['metalness', 'occlusion', 'white', 'smoothness'],
      use: 'Mask Map of HDRP/Lit: R metallic, G occlusion, B detail mask, A smoothness; switch sRGB off',
    },
    {
      suffix: 'MetallicSmoothness',
      from: ['metalness', 'metalness', 'metalness', 'smoothness'],
      use: 'Metallic Map of URP/Lit and the Standard shader, smoothness from its alpha; switch sRGB off',
    },
    { suffix: 'Occlusion', from: ['occlusion'], use: 'Occlusion Map of URP/Lit; switch sRGB off' },
    { suffix: 'Emission', from: 'emission', use: 'Emission Map (sRGB)' },
  ],
  compressions: ['draco', 'meshopt'],
  ktx2: true,
  axes: 'Metres, +Y up, +Z to the front, right-handed (glTF). glTFast mirrors X for the left-handed axes of Unity.',
  normalMaps: 'OpenGL: green is up, as Unity has it.',
  steps: [
    'Add the package com.unity.cloud.gltfast in the Package Manager ("Add package by name"), once in a project.',
    'Drag this folder into Assets.',
    'Put *.glb into the scene; its material and textures come with it.',
    'For levels of detail, add an LOD Group to an empty object, put *.glb and *_LOD1.glb … under it, give the coarser ones the material of the finest, and set the heights listed below.',
    'For collisions, add a Mesh Collider for each mesh of *_Collider.glb, with "Convex" on.',
  ],
  notes: [
    'The pictures in Textures are for materials of your own; the GLB has its own copies.',
    'Draco and meshopt files want the packages com.unity.cloud.draco and com.unity.meshopt.decompress, KTX2 com.unity.cloud.ktx.',
  ],
}
