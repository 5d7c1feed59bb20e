import type { Buffer, Document, Mesh as GltfMesh, Material, Texture } from '@gltf-transform/core'
import { WorkspaceError } from '../../base/error.ts'
import type { Mesh, MeshDocument, MeshMaterial } from './mesh.ts'
import { screenCoverage } from './screen-coverage.ts'

/** A mesh that stands beside the main one under a name of its own, without a material: a hull for collisions. */
export interface Companion {
  readonly name: string
  readonly mesh: Mesh
}

/** A binary glTF 2.0 file, the same bytes for the same document; its levels of detail stand in it by MSFT_lod. */
export async function writeGlb(document: MeshDocument, companions: readonly Companion[] = []): Promise<Uint8Array> {
  const { Document, WebIO } = await import('@gltf-transform/core')
  const { LevelOfDetail } = await import('./msft-lod.ts')
  checkDocument(document)

  const gltf = new Document()
  const root = gltf.getRoot()
  root.getAsset().generator = 'ai-workspace'
  const buffer = gltf.createBuffer()
  const material = addMaterial(gltf, document.material)
  const nodes = document.levels.map((level, index) => {
    const name = index === 0 ? document.name : `${document.name}_LOD${index}`
    return gltf.createNode(name).setMesh(addMesh(gltf, buffer, level, material, name))
  })

  const [finest, ...coarser] = nodes
  if (coarser.length > 0) {
    const levels = gltf.createExtension(LevelOfDetail).createLevels()
    for (const node of coarser) levels.addLevel(node)
    finest!.setExtension('MSFT_lod', levels).setExtras({ MSFT_screencoverage: screenCoverage(document.levels) })
  }
  const scene = gltf.createScene(document.name).addChild(finest!)
  for (const { name, mesh } of companions) {
    scene.addChild(gltf.createNode(name).setMesh(addMesh(gltf, buffer, mesh, null, name)))
  }
  if (document.extras !== undefined) scene.setExtras(document.extras)
  root.setDefaultScene(scene)
  return new WebIO().registerExtensions([LevelOfDetail]).writeBinary(gltf)
}

/** What glTF forbids or warns of; the file is not written rather than written wrong. */
function checkDocument({ name, levels, material }: MeshDocument): void {
  if (levels.length === 0) throw new WorkspaceError('bad-input', `The mesh "${name}" has no level of detail to write.`)
  levels.forEach((mesh, level) => {
    const vertices = mesh.positions.length / 3
    const where = `level ${level} of the mesh "${name}"`
    if (mesh.indices.length === 0) throw new WorkspaceError('bad-input', `There is no triangle in ${where}.`)
    if (mesh.indices.length % 3 !== 0 || mesh.indices.some((index) => index >= vertices)) {
      throw new WorkspaceError('internal', `The indices of ${where} do not fit its ${vertices} vertices.`)
    }
    const lengths = [
      mesh.normals?.length ?? vertices * 3,
      mesh.tangents?.length ?? vertices * 4,
      mesh.uvs?.length ?? vertices * 2,
      mesh.colors?.length ?? vertices * 3,
    ]
    if (lengths.join() !== [3, 4, 2, 3].map((width) => width * vertices).join()) {
      throw new WorkspaceError('internal', `The attributes of ${where} are not as many as its ${vertices} vertices.`)
    }
    const textured = Object.values(material.textures).some((texture) => texture !== undefined)
    if (textured && mesh.uvs === undefined) {
      throw new WorkspaceError('internal', `There are textures but no UVs in ${where}.`)
    }
    if (material.textures.normal !== undefined && mesh.tangents === undefined) {
      throw new WorkspaceError('internal', `There is a normal map but no tangents in ${where}.`)
    }
  })
}

function addMaterial(gltf: Document, { name, textures, roughness, metalness, baseColor }: MeshMaterial): Material {
  const texture = (kind: string, bytes: Uint8Array): Texture =>
    gltf
      .createTexture(`${name}_${kind}`)
      .setImage(bytes as Uint8Array<ArrayBuffer>)
      .setMimeType('image/png')
  const material = gltf
    .createMaterial(name)
    .setBaseColorFactor([...(baseColor ?? [1, 1, 1, 1])])
    .setRoughnessFactor(roughness ?? 1)
    .setMetallicFactor(metalness ?? (textures.orm === undefined ? 0 : 1))
  if (textures.albedo !== undefined) material.setBaseColorTexture(texture('albedo', textures.albedo))
  if (textures.normal !== undefined) material.setNormalTexture(texture('normal', textures.normal))
  if (textures.orm !== undefined) {
    const orm = texture('orm', textures.orm)
    material.setMetallicRoughnessTexture(orm).setOcclusionTexture(orm)
  }
  if (textures.emission !== undefined) {
    material.setEmissiveTexture(texture('emission', textures.emission)).setEmissiveFactor([1, 1, 1])
  }
  return material
}

function addMesh(gltf: Document, buffer: Buffer, mesh: Mesh, material: Material | null, name: string): GltfMesh {
  const primitive = gltf.createPrimitive().setMaterial(material)
  const attribute = (semantic: string, type: 'VEC2' | 'VEC3' | 'VEC4', array: Float32Array) =>
    primitive.setAttribute(semantic, accessor(type, array))
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4', array: Float32Array | Uint16Array | Uint32Array) =>
    gltf
      .createAccessor()
      .setType(type)
      .setArray(array as Float32Array<ArrayBuffer>)
      .setBuffer(buffer)

  attribute('POSITION', 'VEC3', mesh.positions)
  if (mesh.normals !== undefined) attribute('NORMAL', 'VEC3', mesh.normals)
  if (mesh.tangents !== undefined) attribute('TANGENT', 'VEC4', mesh.tangents)
  if (mesh.uvs !== undefined) attribute('TEXCOORD_0', 'VEC2', mesh.uvs)
  if (mesh.colors !== undefined) attribute('COLOR_0', 'VEC3', mesh.colors)
  // 65535 is not an index in 16 bits: glTF keeps it for restarting strips.
  const fits = mesh.positions.length / 3 <= 65535
  primitive.setIndices(accessor('SCALAR', fits ? Uint16Array.from(mesh.indices) : mesh.indices))
  return gltf.createMesh(name).addPrimitive(primitive)
}
