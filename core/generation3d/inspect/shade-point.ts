import { exp2 } from '../../../models/procedural/exact-math.ts'
import { toLinear } from '../../imaging/maps/linear-light.ts'
import type { Found } from '../finish/search-triangles.ts'
import { addPicture, type PaintedMesh, surfaceNormal } from '../finish/source-surface.ts'
import type { MeshMaterial } from '../mesh.ts'

/** Unit directions from the surface: to the key light and to the eye. */
export interface Light {
  readonly key: readonly [number, number, number]
  readonly eye: readonly [number, number, number]
}

const colour = new Float64Array(3)
const orm = new Float64Array(3)
const glow = new Float64Array(3)
const n = new Float64Array(3)

/** Light of the sky from above and of the ground from below, and of the key light. */
const SKY = 0.62
const GROUND = 0.26
const KEY = 1.15

/** The linear light that a point of a mesh sends to the eye, in the metal-rough model, into `out`. */
export function shadePoint(
  mesh: PaintedMesh,
  material: Pick<MeshMaterial, 'baseColor' | 'roughness' | 'metalness'>,
  found: Found,
  { key, eye }: Light,
  out: Float32Array,
  at: number,
): void {
  const { baseColor = [1, 1, 1, 1] } = material
  let roughness = material.roughness ?? 1
  let metalness = material.metalness ?? (mesh.orm === undefined ? 0 : 1)
  let open = 1
  readColour(mesh, found, baseColor)
  if (mesh.orm !== undefined) {
    addPicture(mesh, mesh.orm, found, orm, 0)
    open = orm[0]! / 255
    roughness *= orm[1]! / 255
    metalness *= orm[2]! / 255
  }
  surfaceNormal(mesh, found, n)
  // The back of a sheet is seen too, as what it is: a surface that faces the eye.
  if (n[0]! * eye[0] + n[1]! * eye[1] + n[2]! * eye[2] < -0.02) for (let a = 0; a < 3; a++) n[a] = 0 - n[a]!
  const facing = n[0]! * key[0] + n[1]! * key[1] + n[2]! * key[2]
  const around = (GROUND + (SKY - GROUND) * (n[1]! * 0.5 + 0.5)) * open
  const diffuse = (around + KEY * Math.max(0, facing) * (0.5 + 0.5 * open)) * (1 - metalness)
  // Blinn and Phong's highlight, as sharp as the roughness says, and the sky in the mirror of metals.
  const hx = key[0] + eye[0]
  const hy = key[1] + eye[1]
  const hz = key[2] + eye[2]
  const half = (n[0]! * hx + n[1]! * hy + n[2]! * hz) / Math.sqrt(hx * hx + hy * hy + hz * hz)
  const sharp = 2 / Math.max(0.03, roughness ** 4)
  const highlight = facing > 0 && half > 0 ? exp2(-sharp * (1 - half) * 1.44) * (0.2 + sharp / 16) * facing : 0
  const along = n[0]! * eye[0] + n[1]! * eye[1] + n[2]! * eye[2]
  const mirrored = 2 * along * n[1]! - eye[1]
  const mirror = (GROUND + (1.3 - GROUND) * Math.max(0, Math.min(1, mirrored * 0.5 + 0.5))) * open
  for (let c = 0; c < 3; c++) {
    const reflects = 0.04 + (colour[c]! - 0.04) * metalness
    out[at + c] = colour[c]! * diffuse + reflects * (highlight + mirror * (metalness + 0.3 * (1 - roughness)))
  }
  if (mesh.emission === undefined) return
  addPicture(mesh, mesh.emission, found, glow, 0)
  for (let c = 0; c < 3; c++) out[at + c] = out[at + c]! + toLinear(Math.round(glow[c]!))
}

/** The base colour as linear light, into `colour`. A mesh of no colour is light grey, so that its shape can be seen. */
function readColour(mesh: PaintedMesh, found: Found, factor: readonly number[]): void {
  const { colors, indices } = mesh
  const { triangle, u, v } = found
  const isPlain = mesh.albedo === undefined && colors === undefined && factor.every((value) => value === 1)
  for (let c = 0; c < 3; c++) colour[c] = isPlain ? 0.55 : factor[c]!
  if (mesh.albedo !== undefined) {
    addPicture(mesh, mesh.albedo, found, glow, 0)
    for (let c = 0; c < 3; c++) colour[c] = colour[c]! * toLinear(Math.round(glow[c]!))
  }
  if (colors === undefined) return
  const [a, b, d] = [indices[triangle * 3]! * 3, indices[triangle * 3 + 1]! * 3, indices[triangle * 3 + 2]! * 3]
  for (let c = 0; c < 3; c++)
    colour[c] = colour[c]! * (colors[a + c]! * (1 - u - v) + colors[b + c]! * u + colors[d + c]! * v)
}
