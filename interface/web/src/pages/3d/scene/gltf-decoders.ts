import type { WebGLRenderer } from 'three'
import type { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'

/**
 * Gives a loader what a GLB's extensions need: Draco and meshopt for its surface, Basis Universal for its textures. Each is a WebAssembly
 * file of three.js (Apache-2.0, MIT) that this server serves and that is fetched for the first file which needs it. `dispose` ends their
 * workers when everything is loaded.
 */
export async function addDecoders(
  loader: GLTFLoader,
  bytes: ArrayBuffer,
  renderer: WebGLRenderer | undefined,
): Promise<{ dispose(): void }> {
  const used = extensionsOf(bytes)
  const ends: (() => void)[] = []
  if (used.has('EXT_meshopt_compression')) {
    const { MeshoptDecoder } = await import('three/examples/jsm/libs/meshopt_decoder.module.js')
    loader.setMeshoptDecoder(MeshoptDecoder)
  }
  if (used.has('KHR_draco_mesh_compression')) {
    const { DRACOLoader, DRACO_GLTF_CONFIG } = await import('three/examples/jsm/loaders/DRACOLoader.js')
    const draco = new DRACOLoader().setDecoderPath(DRACO_GLTF_CONFIG)
    loader.setDRACOLoader(draco)
    ends.push(() => draco.dispose())
  }
  if (used.has('KHR_texture_basisu') && renderer !== undefined) {
    const { makeKtx2Loader } = await import('./make-ktx2-loader.ts')
    const ktx2 = await makeKtx2Loader(renderer)
    loader.setKTX2Loader(ktx2)
    ends.push(() => ktx2.dispose())
  }
  return {
    dispose: () => {
      for (const end of ends) end()
    },
  }
}

const jsonChunk = 0x4e4f534a

/** Of a GLB (glTF 2.0, section 4.4): a header of 12 bytes, then the JSON as the first chunk. What is none of that, the loader refuses. */
export function extensionsOf(bytes: ArrayBuffer): ReadonlySet<string> {
  if (bytes.byteLength < 20) return new Set()
  const view = new DataView(bytes)
  const length = view.getUint32(12, true)
  if (view.getUint32(16, true) !== jsonChunk || 20 + length > bytes.byteLength) return new Set()
  const text = new TextDecoder().decode(new Uint8Array(bytes, 20, length))
  const { extensionsUsed } = JSON.parse(text) as { extensionsUsed?: unknown }
  return new Set(Array.isArray(extensionsUsed) ? extensionsUsed.filter((each) => typeof each === 'string') : [])
}
