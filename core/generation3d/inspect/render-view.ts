import type { Pixels } from '../../../base/pixels.ts'
import { fromLinear } from '../../imaging/maps/linear-light.ts'
import type { PaintedMesh } from '../finish/source-surface.ts'
import type { MeshMaterial } from '../mesh.ts'
import { type Camera, placeCamera, projectVertices, reachOf, type ViewAngle } from './camera.ts'
import { findVisible } from './find-visible.ts'
import { type Light, shadePoint } from './shade-point.ts'

export interface ViewOptions {
  readonly width: number
  readonly height: number
  /** Draws the edges of the triangles on it. */
  readonly wire?: boolean
}

/** Samples along each side of a pixel. */
const FINE = 2
/** Share of the picture that the mesh fills. */
const FILL = 0.9

/** Pictures of a mesh from several sides, all at one scale: sRGB with transparency, smoothed over 2 × 2 samples. */
export function renderViews(
  mesh: PaintedMesh,
  material: Pick<MeshMaterial, 'baseColor' | 'roughness' | 'metalness'>,
  angles: readonly ViewAngle[],
  { width, height, wire = false }: ViewOptions,
): Pixels[] {
  const views = angles.map((angle) => {
    const camera = placeCamera(mesh, angle)
    return { camera, seen: projectVertices(mesh.positions, camera) }
  })
  const zooms = views.map(({ seen }) => {
    const { across, along } = reachOf(seen, mesh.indices)
    return Math.min(width / 2 / (across || 1), height / 2 / (along || 1))
  })
  const zoom = Math.min(...zooms) * FILL * FINE
  return views.map(({ camera, seen }) => {
    const visible = findVisible(seen, mesh.indices, { width: width * FINE, height: height * FINE, zoom })
    return smooth(shadeAll(), width, height)

    function shadeAll(): { light: Float32Array; covered: Uint8Array } {
      const count = visible.triangles.length
      const light = new Float32Array(count * 3)
      const covered = new Uint8Array(count)
      const lit: Light = lightOf(camera)
      for (let i = 0; i < count; i++) {
        const triangle = visible.triangles[i]!
        if (triangle < 0) continue
        covered[i] = 1
        const found = { triangle, u: visible.u[i]!, v: visible.v[i]!, t: 0 }
        shadePoint(mesh, material, found, lit, light, i * 3)
        if (wire && isEdge(i, triangle)) for (let k = i * 3; k < i * 3 + 3; k++) light[k] = light[k]! * 0.15
      }
      return { light, covered }
    }

    /** Where the next sample to the right or below shows another triangle. */
    function isEdge(i: number, triangle: number): boolean {
      const { triangles } = visible
      return triangles[i + 1] !== triangle || triangles[i + visible.width] !== triangle
    }
  })
}

/** The key light stands to the left above the camera, wherever that goes: every side is seen in the same light. */
function lightOf({ right, up, back }: Camera): Light {
  const direction = [0, 1, 2].map((a) => -0.45 * right[a]! + 0.6 * up[a]! + 0.66 * back[a]!) as [number, number, number]
  const length = Math.sqrt(direction[0] ** 2 + direction[1] ** 2 + direction[2] ** 2)
  return { key: direction.map((value) => value / length) as [number, number, number], eye: back }
}

function smooth(
  { light, covered }: { light: Float32Array; covered: Uint8Array },
  width: number,
  height: number,
): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const sum = [0, 0, 0]
      let count = 0
      for (let j = 0; j < FINE; j++)
        for (let i = 0; i < FINE; i++) {
          const from = (y * FINE + j) * width * FINE + x * FINE + i
          if (covered[from] === 0) continue
          count++
          for (let c = 0; c < 3; c++) sum[c] = sum[c]! + light[from * 3 + c]!
        }
      if (count === 0) continue
      for (let c = 0; c < 3; c++) data[at + c] = fromLinear(toned(sum[c]! / count))
      data[at + 3] = Math.round((count / (FINE * FINE)) * 255)
    }
  return { width, height, channels: 4, data }
}

/** Bright light bends towards white rather than being cut off. */
function toned(value: number): number {
  return value <= 0.6 ? value : 0.6 + 0.4 * (1 - 1 / (1 + (value - 0.6) / 0.4))
}
