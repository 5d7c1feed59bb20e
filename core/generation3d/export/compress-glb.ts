import type { Document, Texture } from '@gltf-transform/core'

export interface Compression {
  readonly geometry: 'none' | 'draco' | 'meshopt'
  /** Textures as KTX2 (ETC1S): they stay small in the memory of a graphics processor. */
  readonly ktx2: boolean
}

/** Makes a GLB smaller; its levels of detail stay. Some places move by less than a 16,000th of the size. */
export async function compressGlb(bytes: Uint8Array, { geometry, ktx2 }: Compression): Promise<Uint8Array> {
  if (geometry === 'none' && !ktx2) return bytes
  const { Logger, WebIO } = await import('@gltf-transform/core')
  const { ALL_EXTENSIONS } = await import('@gltf-transform/extensions')
  const { draco, meshopt } = await import('@gltf-transform/functions')
  const { MeshoptDecoder, MeshoptEncoder } = await import('meshoptimizer')
  const { LevelOfDetail } = await import('../msft-lod.ts')
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready])
  const io = new WebIO().registerExtensions([...ALL_EXTENSIONS, LevelOfDetail]).registerDependencies({
    'meshopt.decoder': MeshoptDecoder,
    'meshopt.encoder': MeshoptEncoder,
    ...(geometry === 'draco' ? { 'draco3d.encoder': await dracoEncoder() } : {}),
  })
  const gltf = (await io.readBinary(bytes)).setLogger(new Logger(Logger.Verbosity.ERROR))
  // A file without a texture (a coarser level, a collider) must not ask its reader for an extension that it does not use.
  if (ktx2 && gltf.getRoot().listTextures().length > 0) await toKtx2(gltf)
  if (geometry === 'draco') await gltf.transform(draco({ quantizePosition: 14, quantizeTexcoord: 14 }))
  if (geometry === 'meshopt') await gltf.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium' }))
  return io.writeBinary(gltf)
}

async function dracoEncoder() {
  const { default: draco3d } = await import('draco3d')
  return draco3d.createEncoderModule()
}

async function toKtx2(gltf: Document): Promise<void> {
  const { KHRTextureBasisu } = await import('@gltf-transform/extensions')
  const { listTextureSlots } = await import('@gltf-transform/functions')
  gltf.createExtension(KHRTextureBasisu).setRequired(true)
  for (const texture of gltf.getRoot().listTextures()) {
    const slots = listTextureSlots(texture)
    const isColour = slots.some((slot) => slot === 'baseColorTexture' || slot === 'emissiveTexture')
    const image = await encodeKtx2(texture, { isColour, isNormal: slots.includes('normalTexture') })
    texture.setImage(image as Uint8Array<ArrayBuffer>).setMimeType('image/ktx2')
  }
}

async function encodeKtx2(
  texture: Texture,
  { isColour, isNormal }: { isColour: boolean; isNormal: boolean },
): Promise<Uint8Array> {
  const { encodeToKTX2 } = await import('ktx2-encoder')
  const { default: sharp } = await import('sharp')
  const picture = sharp(texture.getImage()!)
  const { width, height } = await picture.metadata()
  // KHR_texture_basisu wants sides that are multiples of four.
  const [w, h] = [Math.ceil(width / 4) * 4, Math.ceil(height / 4) * 4]
  const data = new Uint8Array(await picture.resize(w, h, { fit: 'fill' }).ensureAlpha().raw().toBuffer())
  return encodeToKTX2(data, {
    isUASTC: false,
    qualityLevel: isNormal ? 255 : 192,
    // The quickest that does not show: a picture of 1024² takes some seconds.
    compressionLevel: 1,
    generateMipmap: true,
    isNormalMap: isNormal,
    isPerceptual: isColour,
    isSetKTX2SRGBTransferFunc: isColour,
    isKTX2File: true,
    enableDebug: false,
    imageDecoder: async () => ({ width: w, height: h, data }),
  })
}
