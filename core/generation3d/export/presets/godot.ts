import type { ExportPreset } from './preset.ts'

/** https://docs.godotengine.org/en/stable/tutorials/assets_pipeline/importing_3d_scenes/node_type_customization.html */
export const godot: ExportPreset = {
  id: 'godot',
  title: 'Godot',
  about: 'One GLB with collision by Godot 4 names; Godot makes its own levels of detail.',
  format: 'glb',
  levels: 'none',
  collision: { name: '*_hull#-convcolonly', file: 'same' },
  textures: [],
  compressions: [],
  ktx2: true,
  axes: 'Metres, +Y up, +Z to the front, right-handed: the axes of Godot.',
  normalMaps: 'OpenGL: green is up, as Godot has it.',
  steps: [
    'Copy *.glb into the project folder; Godot imports it by itself.',
    'Drag it into a scene. Nodes named -convcolonly become a static body with convex shapes.',
    'Levels of detail are made at import ("Generate LODs" is on by default).',
  ],
}
