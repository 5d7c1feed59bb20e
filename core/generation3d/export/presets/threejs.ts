import type { ExportPreset } from './preset.ts'

/** https://threejs.org/docs/#examples/en/loaders/GLTFLoader */
export const threejs: ExportPreset = {
  id: 'threejs',
  title: 'three.js',
  about: 'GLB files for GLTFLoader, small with meshopt or Draco and KTX2 textures where asked for, levels apart.',
  format: 'glb',
  levels: 'files',
  textures: [],
  compressions: ['draco', 'meshopt'],
  ktx2: true,
  axes: 'Metres, +Y up, +Z to the front, right-handed: the axes of three.js.',
  normalMaps: 'OpenGL: green is up, as glTF demands.',
  steps: [
    'Put the files where your page can fetch them.',
    "Load the finest: const { scene } = await new GLTFLoader().loadAsync('*.glb').",
    'For levels of detail make a LOD, load *_LOD1.glb … beside it, give their meshes the material of the finest, and addLevel each at the distance that suits the heights below.',
    'Compressed with meshopt: loader.setMeshoptDecoder(MeshoptDecoder). With Draco: loader.setDRACOLoader(…). With KTX2 textures: loader.setKTX2Loader(new KTX2Loader().setTranscoderPath(…).detectSupport(renderer)).',
  ],
}
