import type { ExportPreset } from './preset.ts'

/** The file alone; the node blender.export also makes a .blend. */
export const blender: ExportPreset = {
  id: 'blender',
  title: 'Blender',
  about: 'One GLB with all levels of detail; `project export blender` also makes a .blend.',
  format: 'glb',
  levels: 'in-file',
  textures: [],
  compressions: ['draco'],
  ktx2: false,
  axes: 'Metres, +Y up, +Z to the front, right-handed (glTF). The importer turns it to +Z up.',
  normalMaps: 'OpenGL: green is up, as Blender has it.',
  steps: [
    'File → Import → glTF 2.0, and choose *.glb.',
    'Coarser levels come in as *_LOD1 … at the same place: hide or move them.',
  ],
}
