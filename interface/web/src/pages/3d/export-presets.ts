import type { NewJob } from '../../api/jobs.ts'
import type { Asset } from '../../api/wire.ts'

/** A way out of the workspace: for which program, as which file, with what. */
export interface ExportPreset {
  readonly id: string
  readonly title: string
  readonly about: string
  job(asset: Asset): NewJob
}

const asFile =
  (format: string, more: object = {}) =>
  (asset: Asset) => ({
    node: 'mesh.export',
    input: { mesh: asset.id, format, ...more },
    projectId: asset.projectId,
  })

const forProgram =
  (preset: string, more: object = {}) =>
  (asset: Asset) => ({
    node: 'mesh.export',
    input: { mesh: asset.id, preset, ...more },
    projectId: asset.projectId,
  })

/** In the order people ask for them. */
export const exportPresets: readonly ExportPreset[] = [
  {
    id: 'blender',
    title: 'Blender',
    about: 'A .blend with its material where Blender is installed, always a GLB and a script that opens it.',
    job: (asset) => ({
      node: 'blender.export',
      input: { meshes: [asset.id], name: asset.name },
      projectId: asset.projectId,
    }),
  },
  {
    id: 'glb',
    title: 'GLB, all levels',
    about: 'Babylon.js and other viewers; those that know MSFT_lod take the levels of detail too.',
    job: asFile('glb'),
  },
  {
    id: 'unity',
    title: 'Unity',
    about: 'A .zip: GLB and collider for glTFast, levels, textures packed for HDRP and URP, a README.',
    job: forProgram('unity'),
  },
  {
    id: 'unreal',
    title: 'Unreal Engine',
    about: 'A .zip: GLB with UCX_ hulls, levels, DirectX normals and ORM textures, a README.',
    job: forProgram('unreal'),
  },
  {
    id: 'godot',
    title: 'Godot',
    about: 'A .zip: a GLB with collision shapes by Godot’s names, a README.',
    job: forProgram('godot'),
  },
  {
    id: 'threejs',
    title: 'three.js',
    about: 'A .zip: GLB files compressed with meshopt, levels apart, a README.',
    job: forProgram('threejs', { compress: 'meshopt' }),
  },
  { id: 'obj', title: 'OBJ + MTL', about: 'A .zip with the textures, for nearly every program.', job: asFile('obj') },
  { id: 'usdz', title: 'USDZ', about: 'Quick Look on iPhone, iPad and Mac; with textures.', job: asFile('usdz') },
  {
    id: 'print',
    title: '3D print',
    about: 'A .zip: 3MF and STL in millimetres; a mesh that is not closed is refused with what helps.',
    job: forProgram('print'),
  },
  { id: 'stl', title: 'STL', about: 'The bare surface, for slicers and CAD programs.', job: asFile('stl') },
  { id: 'ply', title: 'PLY', about: 'Measuring and scanning programs.', job: asFile('ply') },
]

/** The asset an ended export left that a person wants: a .blend before a GLB, a GLB before a script. */
export function exportedFile(assets: readonly Asset[]): Asset | undefined {
  const order = ['application/x-blender', 'model/gltf-binary']
  const rank = ({ mediaType }: Asset) => (order.indexOf(mediaType) + order.length + 1) % (order.length + 1)
  return [...assets].filter(({ kind }) => kind === 'export').sort((a, b) => rank(a) - rank(b))[0]
}
