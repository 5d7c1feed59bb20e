import {
  BoxGeometry,
  type BufferGeometry,
  CylinderGeometry,
  DoubleSide,
  FrontSide,
  Group,
  Mesh,
  MeshStandardMaterial,
  NoColorSpace,
  PlaneGeometry,
  RepeatWrapping,
  SphereGeometry,
  SRGBColorSpace,
  type Texture,
  TextureLoader,
  Vector2,
} from 'three'
import { loadHeight } from './load-height.ts'
import type { Subject } from './subject.ts'
import type { Body } from './view-state.ts'

/** Addresses of the maps a material has. */
export interface MaterialMaps {
  readonly albedo?: string
  readonly normal?: string
  readonly roughness?: string
  readonly metalness?: string
  readonly occlusion?: string
  /** Occlusion, roughness, metalness in the three channels, as engines pack them. */
  readonly orm?: string
  readonly emission?: string
  readonly height?: string
  /** The relief's height as a share of the tile's side. */
  readonly relief: number
  /** DirectX normal maps point the other way in green. */
  readonly directX: boolean
}

/**
 * A body of about one metre with the material on it; `repeat` and `displacement` can be changed later. With 384 segments a side a
 * relief of 256 steps is smooth, and a sphere stays below 300,000 triangles.
 */
export async function loadMaterialBody(
  maps: MaterialMaps,
  body: Body,
  segments: number,
): Promise<Subject & MaterialControls> {
  const loader = new TextureLoader()
  const load = async (url: string | undefined, colour = false) => {
    if (url === undefined) return null
    const texture = await loader.loadAsync(url)
    texture.wrapS = RepeatWrapping
    texture.wrapT = RepeatWrapping
    texture.anisotropy = 8
    texture.colorSpace = colour ? SRGBColorSpace : NoColorSpace
    return texture
  }
  const [albedo, normal, orm, roughness, metalness, occlusion, emission, height] = await Promise.all([
    load(maps.albedo, true),
    load(maps.normal),
    load(maps.orm),
    load(maps.roughness),
    load(maps.metalness),
    load(maps.occlusion),
    load(maps.emission, true),
    maps.height === undefined ? null : loadHeight(maps.height),
  ])
  const textures = [albedo, normal, orm, roughness, metalness, occlusion, emission].filter((each) => each !== null)
  const material = new MeshStandardMaterial({
    map: albedo,
    normalMap: normal,
    roughnessMap: orm ?? roughness,
    metalnessMap: orm ?? metalness,
    aoMap: orm ?? occlusion,
    emissiveMap: emission,
    emissive: emission === null ? 0x000000 : 0xffffff,
    roughness: orm === null && roughness === null ? 0.7 : 1,
    metalness: orm === null && metalness === null ? 0 : 1,
    displacementMap: height?.(segments) ?? null,
    displacementScale: 0,
    // The cylinder is open above and below.
    side: body === 'cylinder' ? DoubleSide : FrontSide,
  })
  if (maps.directX) material.normalScale = new Vector2(1, -1)
  const shape = shapes[body](segments)
  const mesh = new Mesh(shape.geometry, material)
  if (body === 'plane') mesh.rotation.x = -Math.PI / 2
  const root = new Group()
  root.add(mesh)
  return {
    root,
    levels: [[root]],
    thresholds: [0],
    setRepeat: (repeat) => {
      if (height !== null) {
        const fitting = height(segments / around(repeat, shape.aspect))
        // What was made for other repeats leaves the graphics memory.
        if (fitting !== material.displacementMap) material.displacementMap?.dispose()
        material.displacementMap = fitting
      }
      const relief = material.displacementMap === null ? [] : [material.displacementMap]
      setRepeat([...textures, ...relief], repeat, shape.aspect)
    },
    setDisplacement: (factor, repeat) => {
      // The more often the tile repeats, the smaller it is, and its relief with it.
      const flat = height === null || body === 'cube'
      const relief = flat ? 0 : (maps.relief * shape.sideMetres * factor) / repeat
      material.displacementScale = relief
      material.displacementBias = -relief / 2
    },
  }
}

export interface MaterialControls {
  setRepeat(repeat: number): void
  setDisplacement(factor: number, repeat: number): void
}

/**
 * A cube's sides would part where they are moved along six directions, so it shows the relief by its normals alone.
 * `aspect`: how many more times the tile goes around than up, so that it stays square.
 */
const shapes: Readonly<
  Record<Body, (segments: number) => { geometry: BufferGeometry; aspect: number; sideMetres: number }>
> = {
  sphere: (segments) => ({
    geometry: new SphereGeometry(0.5, segments, segments / 2),
    aspect: 2,
    sideMetres: Math.PI / 2,
  }),
  plane: (segments) => ({ geometry: new PlaneGeometry(1.4, 1.4, segments, segments), aspect: 1, sideMetres: 1.4 }),
  cube: () => ({ geometry: new BoxGeometry(0.9, 0.9, 0.9), aspect: 1, sideMetres: 0.9 }),
  cylinder: (segments) => ({
    geometry: new CylinderGeometry(0.4, 0.4, 1.1, segments, segments / 2, true),
    aspect: (2 * Math.PI * 0.4) / 1.1,
    sideMetres: 1.1,
  }),
}

function setRepeat(textures: readonly Texture[], repeat: number, aspect: number): void {
  for (const texture of textures) texture.repeat.set(around(repeat, aspect), repeat)
}

/** How many times a tile goes around. */
function around(repeat: number, aspect: number): number {
  return Math.max(1, Math.round(repeat * aspect))
}
