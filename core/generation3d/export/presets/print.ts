import type { ExportPreset } from './preset.ts'

/** https://3mf.io/spec: millimetres by itself; STL has no unit, and slicers take its numbers for millimetres. */
export const print: ExportPreset = {
  id: 'print',
  title: '3D print',
  about: '3MF and STL in millimetres, +Z up; only a closed mesh, which a slicer can fill.',
  format: 'print',
  levels: 'none',
  textures: [],
  compressions: [],
  ktx2: false,
  axes: 'Millimetres, +Z up, standing on the plate (z = 0) with its middle over the origin.',
  normalMaps: 'None: a print has its shape alone.',
  steps: [
    'Open *.3mf in the slicer; where it does not know 3MF, open *.stl, which has the same numbers.',
    'Check the size that the slicer shows with the one below.',
  ],
}
