import { type BufferGeometry, Group, Mesh, MeshStandardMaterial, type Object3D, type WebGLRenderer } from 'three'
import { type GLTF, GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
import { defaultThresholds } from './choose-level.ts'
import { addDecoders } from './gltf-decoders.ts'
import type { Subject } from './subject.ts'

interface LevelNode {
  readonly extensions?: { readonly MSFT_lod?: { readonly ids?: readonly number[] } }
  readonly extras?: { readonly MSFT_screencoverage?: readonly number[] }
}

/** Reads a mesh file by its media type; its textures become what `renderer` can draw. Throws where the browser has no reader for it. */
export async function loadMesh(
  { url, mediaType }: { readonly url: string; readonly mediaType: string },
  { signal, renderer }: { signal: AbortSignal; renderer: WebGLRenderer | undefined },
): Promise<Subject> {
  const response = await fetch(url, { signal, credentials: 'same-origin' })
  if (!response.ok) throw new Error(`The server answered ${response.status} for the mesh.`)
  const bytes = await response.arrayBuffer()
  signal.throwIfAborted()
  switch (mediaType) {
    case 'model/gltf-binary':
      return loadGlb(bytes, renderer)
    case 'model/stl': {
      const { STLLoader } = await import('three/examples/jsm/loaders/STLLoader.js')
      return fromGeometry(new STLLoader().parse(bytes), { upIsZ: true })
    }
    case 'model/vnd.ply': {
      const { PLYLoader } = await import('three/examples/jsm/loaders/PLYLoader.js')
      return fromGeometry(new PLYLoader().parse(bytes), { upIsZ: false })
    }
    default:
      throw new Error('The viewer shows GLB, STL and PLY. Export this mesh as GLB to see it.')
  }
}

async function loadGlb(bytes: ArrayBuffer, renderer: WebGLRenderer | undefined): Promise<Subject> {
  const loader = new GLTFLoader()
  const decoders = await addDecoders(loader, bytes, renderer)
  try {
    return await toSubject(await loader.parseAsync(bytes, ''))
  } finally {
    decoders.dispose()
  }
}

async function toSubject(gltf: GLTF): Promise<Subject> {
  const root = new Group()
  root.add(gltf.scene)
  const { chains, thresholds } = await loadLevels(gltf)
  const count = Math.max(1, ...chains.map((chain) => chain.length))
  if (count === 1) return { root, levels: [[root]], thresholds: [0] }
  // A part with fewer levels keeps its coarsest one.
  const levels = Array.from({ length: count }, (_, level) =>
    chains.map((chain) => chain[Math.min(level, chain.length - 1)]!),
  )
  return { root, levels, thresholds: thresholds?.length === count ? thresholds : defaultThresholds(count) }
}

/** Every part with its coarser versions (MSFT_lod), which stand in no scene and are put beside the finest here. */
async function loadLevels({ scene, parser }: GLTF) {
  const nodes = (parser.json as { nodes?: readonly LevelNode[] }).nodes ?? []
  const finest: { object: Object3D; node: LevelNode }[] = []
  scene.traverse((object) => {
    const index = parser.associations.get(object)?.nodes
    const node = index === undefined ? undefined : nodes[index]
    if (node?.extensions?.MSFT_lod?.ids !== undefined) finest.push({ object, node })
  })
  const chains: Object3D[][] = []
  for (const { object, node } of finest) {
    const ids = node.extensions!.MSFT_lod!.ids!
    const coarser = (await Promise.all(ids.map((id) => parser.getDependency('node', id)))) as Object3D[]
    for (const level of coarser) {
      level.visible = false
      object.parent!.add(level)
    }
    chains.push([object, ...coarser])
  }
  return { chains, thresholds: finest[0]?.node.extras?.MSFT_screencoverage }
}

/** STL and PLY hold bare triangles: a plain grey, and normals where the file has none. */
function fromGeometry(geometry: BufferGeometry, { upIsZ }: { upIsZ: boolean }): Subject {
  if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals()
  const material = new MeshStandardMaterial({
    color: 0xb8b8b4,
    roughness: 0.75,
    vertexColors: geometry.hasAttribute('color'),
  })
  const root = new Group()
  const mesh = new Mesh(geometry, material)
  if (upIsZ) mesh.rotation.x = -Math.PI / 2
  root.add(mesh)
  return { root, levels: [[root]], thresholds: [0] }
}
