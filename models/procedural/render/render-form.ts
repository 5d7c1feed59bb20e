import type { Pixels } from '../../../base/pixels.ts'
import type { CompiledForm } from '../forms/compile-form.ts'
import type { CoarseGrid } from '../forms/run-form.ts'
import type { MaterialMaps } from '../materials/build-material.ts'
import type { Pool } from '../parallel.ts'
import { type Camera, viewOf } from './camera.ts'
import { buildCoarseGrid } from './coarse-grid.ts'
import { buildGlow, type DevelopJob } from './develop.ts'
import { type EnvironmentKind, environmentFor } from './environment.ts'
import { previewOf } from './preview.ts'
import { type TileJob, tileSize } from './render-tile.ts'
import type { Scene, SceneOutput } from './scene.ts'
import { buildSurfaceTexture, type SurfaceTexture } from './surface-texture.ts'

export interface GeometryRequest {
  readonly form: CompiledForm
  readonly camera: Camera
  readonly width: number
  readonly height: number
}

export interface RenderRequest extends GeometryRequest {
  /** One for each of the form's materials, in its order; `scale` stretches the tile. Missing ones are plain clay. */
  readonly materials: readonly { readonly maps: MaterialMaps; readonly scale?: number }[]
  readonly environment?: { readonly kind: EnvironmentKind }
  /** The form stands on a floor, at the lowest point of its bounds unless given; false: it floats. */
  readonly ground?: number | false
  /** Rays for each pixel at an edge, at most 8; 0 turns anti-aliasing off. */
  readonly samples?: number
}

export interface GeometryResult {
  readonly width: number
  readonly height: number
  /** Metres along the view axis; Infinity where no part of the form is. The floor and the backdrop do not count. */
  readonly depth: Float32Array
  /** World space, unit, x, y, z; zero where nothing is. */
  readonly normal: Float32Array
  /** 255 where the form is, less at its anti-aliased edges. */
  readonly coverage: Uint8Array
}

export interface RenderResult extends GeometryResult {
  /** sRGB, tone-mapped, opaque. */
  readonly rgba: Uint8Array
}

export interface RenderOptions {
  readonly pool: Pool
  readonly signal?: AbortSignal | undefined
  /** `preview` comes a few times while a larger picture is drawn. */
  readonly onProgress?: ((fraction: number, preview?: Pixels) => void) | undefined
}

const tileModule = new URL('./render-tile.ts', import.meta.url)
const developModule = new URL('./develop.ts', import.meta.url)
/** Previews while a picture is drawn: enough to see it grow, and cheap. */
const previews = 4
let sceneCount = 0

/** Draws a form with its materials: sphere tracing on worker threads. The same request gives the same bytes everywhere. */
export async function renderForm(request: RenderRequest, options: RenderOptions): Promise<RenderResult> {
  const { materials, environment = { kind: 'studio' }, samples = 4, ground } = request
  const textures = request.form.materials.map((_, i) => {
    const material = materials[i]
    return material === undefined ? plainClay() : buildSurfaceTexture(material.maps, material.scale)
  })
  const coarseGrid = await buildCoarseGrid(request.form, options)
  const scene = sceneOf(request, {
    coarseGrid,
    textures,
    samples,
    ground: ground === false ? undefined : (ground ?? lowestPoint(request.form)),
    environment: environment.kind,
  })
  await renderTiles(scene, false, options, 0.95)
  const { width, height, output } = scene
  const glow = buildGlow(output.light, width, height)
  const rgba = new Uint8Array(new SharedArrayBuffer(width * height * 4))
  const rows = 64
  const bands = Array.from({ length: Math.ceil(height / rows) }, (_, i): DevelopJob => {
    return { ...glow, light: output.light, width, height, rgba, from: i * rows, to: Math.min(height, (i + 1) * rows) }
  })
  await options.pool.map(developModule, 'developBand', bands, { signal: options.signal })
  options.onProgress?.(1)
  return { width, height, rgba, depth: output.depth, normal: output.normal, coverage: output.coverage }
}

/** Only depth, normals and coverage, without light: exact geometry for an image that exists already. */
export async function traceGeometry(request: GeometryRequest, options: RenderOptions): Promise<GeometryResult> {
  const coarseGrid = await buildCoarseGrid(request.form, options)
  const scene = sceneOf(request, { coarseGrid, textures: [], samples: 0, ground: undefined, environment: 'studio' })
  await renderTiles(scene, true, options, 1)
  const { width, height, output } = scene
  return { width, height, depth: output.depth, normal: output.normal, coverage: output.coverage }
}

function sceneOf(
  { form, camera, width, height }: GeometryRequest,
  more: {
    coarseGrid: CoarseGrid
    textures: readonly SurfaceTexture[]
    samples: number
    ground: number | undefined
    environment: EnvironmentKind
  },
): Scene {
  const view = viewOf(camera, width / height)
  const floats = (perPixel: number) => new Float32Array(new SharedArrayBuffer(width * height * perPixel * 4))
  const output: SceneOutput = {
    light: floats(3),
    depth: floats(1),
    normal: floats(3),
    coverage: new Uint8Array(new SharedArrayBuffer(width * height)),
  }
  sceneCount++
  return {
    id: sceneCount,
    form: form.portable,
    coarseGrid: more.coarseGrid,
    bounds: form.bounds,
    view,
    width,
    height,
    output,
    textures: more.textures,
    samples: Math.min(8, more.samples),
    ground: more.ground,
    environment: environmentFor(more.environment, view),
  }
}

async function renderTiles(
  scene: Scene,
  geometryOnly: boolean,
  { pool, signal, onProgress }: RenderOptions,
  share: number,
): Promise<void> {
  const jobs: TileJob[] = []
  for (let y = 0; y < scene.height; y += tileSize) {
    for (let x = 0; x < scene.width; x += tileSize) jobs.push({ scene, x, y, geometryOnly })
  }
  let done = 0
  await Promise.all(
    jobs.map(async (job) => {
      await pool.map(tileModule, 'renderTile', [job], { signal })
      done++
      const due =
        !geometryOnly && jobs.length >= 16 && done < jobs.length && done % Math.ceil(jobs.length / previews) === 0
      onProgress?.((done / jobs.length) * share, ...(due ? [previewOf(scene)] : []))
    }),
  )
}

/** The bounds have a margin; the floor must touch the form itself. */
function lowestPoint(form: CompiledForm): number {
  const points = form.surfacePoints()
  let lowest = Infinity
  for (let i = 1; i < points.length; i += 3) lowest = Math.min(lowest, points[i]!)
  return Number.isFinite(lowest) ? lowest : form.bounds.min[1]
}

function plainClay(): SurfaceTexture {
  const bytes = (...values: number[]) => Uint8Array.from(values)
  return buildSurfaceTexture({
    width: 1,
    height: 1,
    albedo: bytes(186, 180, 172),
    heightMap: new Uint16Array(1),
    heightRange: 0,
    normal: bytes(128, 128, 255),
    roughness: bytes(140),
    metalness: bytes(0),
    ambientOcclusion: bytes(255),
    emission: undefined,
    tileSize: 1,
  })
}
