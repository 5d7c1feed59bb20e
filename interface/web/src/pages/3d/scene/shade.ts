import {
  CanvasTexture,
  Color,
  type Material,
  MeshBasicMaterial,
  MeshNormalMaterial,
  MeshStandardMaterial,
  RepeatWrapping,
  SRGBColorSpace,
  type Texture,
} from 'three'
import type { Shading } from './view-state.ts'

type Channel = 'r' | 'g' | 'b'

/** The material that shows `shading` of a mesh whose own material is `own`; 'lit' is its own. */
export function shade(own: Material, shading: Shading): Material {
  const source = own as MeshStandardMaterial
  switch (shading) {
    case 'lit':
      return own
    case 'clay':
      return withRelief(
        new MeshStandardMaterial({ color: 0xc9c4bc, roughness: 0.85, normalMap: source.normalMap }),
        source,
      )
    case 'normals':
      return withRelief(new MeshNormalMaterial({ normalMap: source.normalMap }), source)
    case 'uv':
      return withRelief(new MeshBasicMaterial({ map: uvChecker() }), source)
    case 'albedo':
      return flat(source, source.map, source.color ?? new Color(1, 1, 1))
    case 'emission':
      return flat(source, source.emissiveMap, source.emissive ?? new Color(0, 0, 0))
    case 'normal-map':
      return flat(source, source.normalMap, new Color(0.5, 0.5, 1), { raw: true })
    case 'roughness':
      return grey(source, source.roughnessMap, source.roughness ?? 1, 'g')
    case 'metalness':
      return grey(source, source.metalnessMap, source.metalness ?? 0, 'b')
    case 'occlusion':
      return grey(source, source.aoMap, 1, 'r')
    default:
      return shading satisfies never
  }
}

/** A texture or a colour without any light. `raw` shows the stored numbers of a map that is no colour. */
function flat(
  source: MeshStandardMaterial,
  map: Texture | null,
  colour: Color,
  { raw = false } = {},
): MeshBasicMaterial {
  const shown = map === null ? null : raw ? asStored(map) : map
  const material = new MeshBasicMaterial({
    map: shown,
    color: map === null || !raw ? colour : 0xffffff,
    toneMapped: false,
  })
  if (map === null && raw) material.color.convertSRGBToLinear()
  return withRelief(material, source)
}

/** One channel of a map as grey, times its factor. */
function grey(source: MeshStandardMaterial, map: Texture | null, factor: number, channel: Channel): MeshBasicMaterial {
  const material = new MeshBasicMaterial({ map: map === null ? null : asStored(map), toneMapped: false })
  if (map === null) material.color.setRGB(factor, factor, factor, SRGBColorSpace)
  else {
    material.onBeforeCompile = (shader) => {
      shader.fragmentShader = shader.fragmentShader.replace(
        '#include <map_fragment>',
        `#include <map_fragment>\n diffuseColor.rgb = vec3(diffuseColor.${channel});`,
      )
    }
    // Programs are kept by this key: each channel is another program.
    material.customProgramCacheKey = () => `grey-${channel}`
  }
  return withRelief(material, source)
}

/** Read and written as sRGB, a number comes out as it is stored. */
function asStored(map: Texture): Texture {
  const copy = map.clone()
  copy.colorSpace = SRGBColorSpace
  return copy
}

/** A material's relief moves the surface in every view of it. */
function withRelief<M extends Material>(material: M, source: MeshStandardMaterial): M {
  material.side = source.side
  if (source.displacementMap && 'displacementMap' in material) {
    const { displacementMap, displacementScale, displacementBias } = source
    Object.assign(material, { displacementMap, displacementScale, displacementBias })
  }
  return material
}

/** Lettered squares: stretched, mirrored and turned UVs show at once. 8 × 8 squares over the unit square. */
function uvChecker(): Texture {
  const [size, squares] = [1024, 8]
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')!
  const side = size / squares
  context.font = `600 ${side * 0.36}px sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (let row = 0; row < squares; row++) {
    for (let column = 0; column < squares; column++) {
      const dark = (row + column) % 2 === 0
      context.fillStyle = `hsl(${(column / squares) * 300} ${dark ? 45 : 60}% ${dark ? 38 : 68}%)`
      context.fillRect(column * side, row * side, side, side)
      context.fillStyle = dark ? '#ffffffcc' : '#000000aa'
      context.fillText(`${String.fromCharCode(65 + row)}${column + 1}`, (column + 0.5) * side, (row + 0.5) * side)
    }
  }
  const texture = new CanvasTexture(canvas)
  texture.colorSpace = SRGBColorSpace
  texture.wrapS = RepeatWrapping
  texture.wrapT = RepeatWrapping
  // So that a square is a few centimetres on a mesh that fills its UV square, and stretching shows.
  texture.repeat.set(3, 3)
  // glTF counts v from above.
  texture.flipY = false
  texture.anisotropy = 8
  return texture
}
