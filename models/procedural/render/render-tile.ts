import { instantiateForm } from '../forms/run-form.ts'
import { packEnvironment } from './environment.ts'
import type { LiveScene, Scene } from './scene.ts'
import { shadeBackdrop } from './shade-backdrop.ts'
import { shadeHits } from './shade-rays.ts'
import { addSample, SAMPLE, type SurfaceTexture } from './surface-texture.ts'
import { type Hits, traceCamera } from './trace-rays.ts'

/** Side of a tile, in pixels; with its border of one pixel it fits a form's memory. The picture does not depend on threads. */
export const tileSize = 64

export interface TileJob {
  readonly scene: Scene
  readonly x: number
  readonly y: number
  /** Only depth and normals. */
  readonly geometryOnly?: boolean
}

/** Offsets of the extra samples of a pixel: a rotated grid, then its mirror image. */
const grid = [
  [-0.125, -0.375],
  [0.375, -0.125],
  [0.125, 0.375],
  [-0.375, 0.125],
  [0.125, -0.375],
  [0.375, 0.125],
  [-0.125, 0.375],
  [-0.375, -0.125],
] as const

let cached: LiveScene | undefined

function liveScene(scene: Scene): LiveScene {
  if (cached?.id === scene.id) return cached
  const runner = instantiateForm(scene.form)
  if (scene.coarseGrid !== undefined) runner.useCoarseGrid(scene.coarseGrid)
  cached = {
    ...scene,
    runner,
    packedEnvironment: packEnvironment(scene.environment),
    means: scene.textures.map(meanOf),
  }
  return cached
}

/** Draws one tile into the scene's output. Runs in a worker thread. */
export function renderTile({ scene: plain, x: left, y: top, geometryOnly = false }: TileJob): void {
  const scene = liveScene(plain)
  const right = Math.min(left + tileSize, scene.width)
  const bottom = Math.min(top + tileSize, scene.height)
  // One pixel more on each side, so that edges are found the same wherever tiles end.
  const [x0, y0] = [left - 1, top - 1]
  const across = right - left + 2
  const down = bottom - top + 2
  const count = across * down
  const directions = new Float32Array(count * 3)
  for (let i = 0; i < count; i++)
    writeDirection(scene, x0 + (i % across) + 0.5, y0 + Math.floor(i / across) + 0.5, directions, i)
  const hits = traceCamera(scene, directions, count)
  const hitOf = new Int32Array(count).fill(-1)
  for (let k = 0; k < hits.count; k++) hitOf[hits.source[k]!] = k
  writeGeometry(scene, hits, hitOf, { left, top, right, bottom, across })
  if (geometryOnly) return

  const light = new Float32Array(count * 3)
  paint(scene, hits, directions, count, light)
  const { output, width } = scene
  const outlines: number[] = []
  const details: number[] = []
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const i = (y - y0) * across + (x - x0)
      const at = (y * width + x) * 3
      output.light[at] = light[i * 3]!
      output.light[at + 1] = light[i * 3 + 1]!
      output.light[at + 2] = light[i * 3 + 2]!
      output.coverage[y * width + x] = hitOf[i]! >= 0 ? 255 : 0
      if (scene.samples === 0) continue
      const edge = edgeAt(hits, hitOf, light, i, across)
      if (edge === 'outline') outlines.push(y * width + x)
      else if (edge === 'detail') details.push(y * width + x)
    }
  }
  refine(scene, outlines, scene.samples)
  refine(scene, details, Math.ceil(scene.samples / 2))
}

/** Shades the hits and, where a ray missed, the backdrop. */
function paint(scene: LiveScene, hits: Hits, directions: Float32Array, count: number, light: Float32Array): void {
  const shaded = new Float32Array(hits.count * 3)
  shadeHits(scene, hits, shaded)
  shadeBackdrop(scene, hits, directions, count, light)
  for (let k = 0; k < hits.count; k++) {
    const to = hits.source[k]! * 3
    light[to] = shaded[k * 3]!
    light[to + 1] = shaded[k * 3 + 1]!
    light[to + 2] = shaded[k * 3 + 2]!
  }
}

/** Draws pixels at edges again with several more rays each, and averages them with what is there. */
function refine(scene: LiveScene, pixels: readonly number[], samples: number): void {
  if (pixels.length === 0) return
  const { width, output } = scene
  // Weighted by 1/(1 + brightness): one bright sample must not burn a jagged edge (Karis).
  const sums = Float64Array.from({ length: pixels.length * 3 }, (_, k) => {
    const v = output.light[pixels[Math.floor(k / 3)]! * 3 + (k % 3)]!
    return v / (1 + v)
  })
  const covered = Int32Array.from(pixels, (pixel) => (output.coverage[pixel] === 0 ? 0 : 1))
  const directions = new Float32Array(pixels.length * 3)
  const light = new Float32Array(pixels.length * 3)
  for (let sample = 0; sample < samples; sample++) {
    const [ox, oy] = grid[sample % grid.length]!
    for (let k = 0; k < pixels.length; k++) {
      writeDirection(scene, (pixels[k]! % width) + 0.5 + ox, Math.floor(pixels[k]! / width) + 0.5 + oy, directions, k)
    }
    const hits = traceCamera(scene, directions, pixels.length)
    paint(scene, hits, directions, pixels.length, light)
    for (let k = 0; k < hits.count; k++) covered[hits.source[k]!]!++
    for (let k = 0; k < sums.length; k++) sums[k]! += light[k]! / (1 + light[k]!)
  }
  for (let k = 0; k < pixels.length; k++) {
    for (let c = 0; c < 3; c++) {
      const mean = Math.min(0.999, sums[k * 3 + c]! / (samples + 1))
      output.light[pixels[k]! * 3 + c] = mean / (1 - mean)
    }
    output.coverage[pixels[k]!] = Math.floor((covered[k]! * 255) / (samples + 1) + 0.5)
  }
}

/** 'outline': a neighbour is another part, or far behind. 'detail': it is turned away, or lit very differently. */
function edgeAt(
  hits: Hits,
  hitOf: Int32Array,
  light: Float32Array,
  i: number,
  across: number,
): 'outline' | 'detail' | undefined {
  const a = hitOf[i]!
  let detail = false
  for (const j of [i - 1, i + 1, i - across, i + across]) {
    const b = hitOf[j]!
    if (a < 0 !== b < 0) return 'outline'
    if (a >= 0 && b >= 0) {
      if (hits.material[a] !== hits.material[b]) return 'outline'
      const gap = Math.abs(hits.distance[a]! - hits.distance[b]!)
      if (gap > hits.footprint[a]! * 12) return 'outline'
      const turned = hits.nx[a]! * hits.nx[b]! + hits.ny[a]! * hits.ny[b]! + hits.nz[a]! * hits.nz[b]!
      if (turned < 0.8) detail = true
    }
    const mine = light[i * 3]! + light[i * 3 + 1]! + light[i * 3 + 2]!
    const other = light[j * 3]! + light[j * 3 + 1]! + light[j * 3 + 2]!
    if (Math.abs(mine - other) > 0.35 * (mine + other) + 0.03) detail = true
  }
  return detail ? 'detail' : undefined
}

function writeGeometry(
  { output, width, view }: LiveScene,
  hits: Hits,
  hitOf: Int32Array,
  { left, top, right, bottom, across }: { left: number; top: number; right: number; bottom: number; across: number },
): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const k = hitOf[(y - top + 1) * across + (x - left + 1)]!
      const at = y * width + x
      if (k < 0) {
        output.depth[at] = Infinity
        continue
      }
      const [dx, dy, dz] = [hits.dx[k]!, hits.dy[k]!, hits.dz[k]!]
      output.depth[at] = hits.distance[k]! * (dx * view.forward[0] + dy * view.forward[1] + dz * view.forward[2])
      output.normal[at * 3] = hits.nx[k]!
      output.normal[at * 3 + 1] = hits.ny[k]!
      output.normal[at * 3 + 2] = hits.nz[k]!
      output.coverage[at] = 255
    }
  }
}

/** The unit direction of the ray through a point of the picture. */
function writeDirection({ view, width, height }: LiveScene, x: number, y: number, out: Float32Array, i: number): void {
  const u = ((2 * x) / width - 1) * view.halfWidth
  const v = (1 - (2 * y) / height) * view.halfHeight
  const dx = view.forward[0] + view.right[0] * u + view.up[0] * v
  const dy = view.forward[1] + view.right[1] * u + view.up[1] * v
  const dz = view.forward[2] + view.right[2] * u + view.up[2] * v
  const inverse = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz)
  out[i * 3] = dx * inverse
  out[i * 3 + 1] = dy * inverse
  out[i * 3 + 2] = dz * inverse
}

function meanOf(texture: SurfaceTexture): Float64Array {
  const mean = new Float64Array(SAMPLE)
  // A footprint of the whole tile reads the smallest level.
  addSample(texture, 0, 0, texture.tileWidth * 4, 1, mean)
  return mean
}
