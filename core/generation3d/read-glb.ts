import type { Document, Node as GltfNode, Material, Primitive, Texture } from '@gltf-transform/core'
import { WorkspaceError } from '../../base/error.ts'
import { decodeImage } from '../imaging/codecs/decode-image.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'
import { isPng } from '../imaging/codecs/png-chunks.ts'
import { checkGlbSize } from './check-glb-size.ts'
import { joinMeshes } from './join-meshes.ts'
import type { Mesh, MeshDocument, MeshMaterial, MeshTextures } from './mesh.ts'
import type { Levels } from './msft-lod.ts'
import { transformMesh } from './transform-mesh.ts'

/**
 * The mesh in a GLB file, ours or another program's: all its parts brought into the space of the scene and joined.
 * What one mesh with one material cannot hold (several materials, skins, animation) is refused or named, not lost silently.
 */
export async function readGlb(bytes: Uint8Array): Promise<MeshDocument> {
  checkGlbSize(bytes)
  const gltf = await parse(bytes)
  const root = gltf.getRoot()
  const scene = root.getDefaultScene() ?? root.listScenes()[0]
  const parts: GltfNode[] = []
  scene?.traverse((node) => {
    if (node.getMesh() !== null) parts.push(node)
  })
  if (scene === undefined || parts.length === 0) {
    throw new WorkspaceError('bad-input', 'There is no mesh in this GLB file.', { hint: 'Export it with its meshes.' })
  }

  const levelsOf = parts.map((part) => [part, ...(part.getExtension<Levels>('MSFT_lod')?.listLevels() ?? [])])
  const count = levelsOf.reduce((most, levels) => Math.max(most, levels.length), 0)
  const materials = new Set<Material | null>()
  const levels = Array.from({ length: count }, (_, index) =>
    joinMeshes(
      levelsOf.flatMap((nodes) => {
        const node = nodes[Math.min(index, nodes.length - 1)]!
        // A level stands in no scene; it takes its place where level 0 stands.
        const matrix = nodes[0]!.getWorldMatrix()
        return trianglePrimitives(node).map((primitive) => {
          materials.add(primitive.getMaterial())
          return transformMesh(readPrimitive(primitive), matrix)
        })
      }),
    ),
  )
  if (materials.size > 1) {
    const names = [...materials].map((material) => `"${material?.getName() ?? 'none'}"`).slice(0, 5)
    throw new WorkspaceError('bad-input', `The GLB file has ${materials.size} materials (${names.join(', ')} …).`, {
      hint: 'A mesh of the workspace has one material: bake them into one texture set first, in Blender for instance.',
    })
  }
  const extras = scene.getExtras()
  return {
    name: parts[0]!.getName() || scene.getName() || 'mesh',
    levels,
    material: await readMaterial([...materials][0] ?? null),
    ...(Object.keys(extras).length === 0 ? {} : { extras }),
  }
}

async function parse(bytes: Uint8Array): Promise<Document> {
  const { WebIO } = await import('@gltf-transform/core')
  const { ALL_EXTENSIONS } = await import('@gltf-transform/extensions')
  const { LevelOfDetail } = await import('./msft-lod.ts')
  const { MeshoptDecoder } = await import('meshoptimizer')
  await MeshoptDecoder.ready
  try {
    return await new WebIO()
      .registerExtensions([...ALL_EXTENSIONS, LevelOfDetail])
      .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, ...(await dracoDecoder(bytes)) })
      .readBinary(bytes)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new WorkspaceError('corrupt-file', `The file is not a readable GLB: ${reason}`, {
      hint: 'Check it at https://github.khronos.org/glTF-Validator/ or export it again.',
      cause,
    })
  }
}

/** Loading it takes a tenth of a second, so only a file that names the extension has it loaded. */
async function dracoDecoder(bytes: Uint8Array): Promise<Record<string, unknown>> {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('KHR_draco_mesh_compression')) return {}
  const { default: draco3d } = await import('draco3d')
  return { 'draco3d.decoder': await draco3d.createDecoderModule() }
}

function trianglePrimitives(node: GltfNode): Primitive[] {
  const primitives = node.getMesh()?.listPrimitives() ?? []
  // Modes 0–3 are points and lines, which are no surface; 5 and 6 are strips and fans.
  const surfaces = primitives.filter((primitive) => primitive.getMode() >= 4)
  if (surfaces.length === 0) {
    throw new WorkspaceError(
      'bad-input',
      `The mesh "${node.getMesh()?.getName()}" has points or lines but no triangle.`,
    )
  }
  return surfaces
}

function readPrimitive(primitive: Primitive): Mesh {
  const positions = floats(primitive, 'POSITION')
  if (positions === undefined) throw new WorkspaceError('corrupt-file', 'A part of the GLB file has no positions.')
  const normals = floats(primitive, 'NORMAL')
  const tangents = floats(primitive, 'TANGENT')
  const uvs = floats(primitive, 'TEXCOORD_0')
  const colors = rgb(primitive)
  return {
    positions,
    indices: readTriangles(primitive, positions.length / 3),
    ...(normals === undefined ? {} : { normals }),
    ...(tangents === undefined ? {} : { tangents }),
    ...(uvs === undefined ? {} : { uvs }),
    ...(colors === undefined ? {} : { colors }),
  }
}

/** The numbers of an attribute; quantized ones (KHR_mesh_quantization) are widened. */
function floats(primitive: Primitive, semantic: string): Float32Array | undefined {
  const accessor = primitive.getAttribute(semantic)
  if (accessor === null) return undefined
  const array = accessor.getArray()
  if (array instanceof Float32Array) return array
  const size = accessor.getElementSize()
  const values = new Float32Array(accessor.getCount() * size)
  for (let i = 0; i < accessor.getCount(); i++) values.set(accessor.getElement(i, []), i * size)
  return values
}

/** Colours without their transparency. */
function rgb(primitive: Primitive): Float32Array | undefined {
  const colors = floats(primitive, 'COLOR_0')
  if (colors === undefined || primitive.getAttribute('COLOR_0')!.getElementSize() === 3) return colors
  return colors.filter((_, i) => i % 4 < 3)
}

function readTriangles(primitive: Primitive, vertices: number): Uint32Array {
  const array = primitive.getIndices()?.getArray()
  const indices =
    array === undefined || array === null
      ? Uint32Array.from({ length: vertices }, (_, i) => i)
      : Uint32Array.from(array)
  if (indices.some((index) => index >= vertices)) {
    throw new WorkspaceError('corrupt-file', `A part of the GLB file names vertices beyond its ${vertices}.`)
  }
  const mode = primitive.getMode()
  if (mode === 4) return indices.subarray(0, indices.length - (indices.length % 3))
  const triangles = new Uint32Array(Math.max(0, indices.length - 2) * 3)
  for (let i = 0; i + 2 < indices.length; i++) {
    const flip = mode === 5 && i % 2 === 1
    const first = mode === 6 ? indices[0]! : indices[i]!
    triangles.set([first, indices[i + (flip ? 2 : 1)]!, indices[i + (flip ? 1 : 2)]!], i * 3)
  }
  return triangles
}

async function readMaterial(material: Material | null): Promise<MeshMaterial> {
  if (material === null) return { name: 'default', textures: {}, metalness: 0, roughness: 1 }
  const albedo = await png(material.getBaseColorTexture())
  const normal = await png(material.getNormalTexture())
  const emission = await png(material.getEmissiveTexture())
  const orm = await packOrm(material.getOcclusionTexture(), material.getMetallicRoughnessTexture())
  const textures: MeshTextures = {
    ...(albedo === undefined ? {} : { albedo }),
    ...(normal === undefined ? {} : { normal }),
    ...(orm === undefined ? {} : { orm }),
    ...(emission === undefined ? {} : { emission }),
  }
  return {
    name: material.getName() || 'material',
    textures,
    roughness: material.getRoughnessFactor(),
    metalness: material.getMetallicFactor(),
    baseColor: material.getBaseColorFactor(),
  }
}

async function png(texture: Texture | null): Promise<Uint8Array | undefined> {
  const image = texture?.getImage()
  if (image === null || image === undefined) return undefined
  return isPng(image) ? image : encodePng(await decodeImage(image))
}

/** One picture of occlusion (R), roughness (G) and metalness (B), as most files have it already. */
async function packOrm(occlusion: Texture | null, roughMetal: Texture | null): Promise<Uint8Array | undefined> {
  if (roughMetal !== null && occlusion === roughMetal) return png(roughMetal)
  const rest = roughMetal?.getImage()
  const shade = occlusion?.getImage()
  if (!rest && !shade) return undefined
  const surface = rest ? await decodeImage(rest) : undefined
  const light = shade ? await decodeImage(shade) : undefined
  const { width, height } = (surface ?? light)!
  const data = new Uint8Array(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      data[at] = light === undefined ? 255 : light.data[nearest(light, x / width, y / height)]!
      const from = surface === undefined ? -1 : nearest(surface, x / width, y / height)
      data[at + 1] = from < 0 ? 255 : surface!.data[from + 1]!
      data[at + 2] = from < 0 ? 255 : surface!.data[from + 2]!
    }
  }
  return encodePng({ width, height, channels: 3, data }, { colour: 'data' })
}

function nearest(image: { width: number; height: number; channels: number }, u: number, v: number): number {
  return (Math.floor(v * image.height) * image.width + Math.floor(u * image.width)) * image.channels
}
