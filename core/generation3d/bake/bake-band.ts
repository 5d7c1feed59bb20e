import { pow } from '../../../models/procedural/exact-math.ts'
import { type FormRunner, instantiateForm, type PortableForm } from '../../../models/procedural/forms/run-form.ts'
import { addSample, SAMPLE, type SurfaceTexture } from '../../../models/procedural/render/surface-texture.ts'
import type { ShadedMesh } from '../mesh.ts'
import { rasterize } from '../rasterize.ts'
import { writeNormal } from './write-normal.ts'

/** One band of rows of all textures of a mesh: what a worker thread bakes. All arrays are shared. */
export interface BakeBand {
  /** The same for all bands of one bake, another for each bake. */
  readonly id: number
  readonly form: PortableForm
  readonly mesh: ShadedMesh
  readonly textures: readonly SurfaceTexture[]
  readonly size: number
  readonly firstRow: number
  readonly endRow: number
  /** Metres across one texel. */
  readonly texel: number
  /** The most that the form's surface can lie off the mesh, in metres. */
  readonly reach: number
  /** Longest side of the form, in metres: occlusion looks this far in proportion. */
  readonly extent: number
  readonly output: BakeOutput
}

export interface BakeOutput {
  readonly albedo: Uint8Array
  readonly normal: Uint8Array
  readonly ambientOcclusion: Uint8Array
  readonly roughness: Uint8Array
  readonly metalness: Uint8Array
  readonly emission: Uint8Array
  /** 1..255 how open the form is there; 0 where it was not asked. Every fourth texel, see `applyOpenness`. */
  readonly openness: Uint8Array
  /** 1 where a triangle covers the texel. */
  readonly covered: Uint8Array
}

/** Corners of a tetrahedron inside a cube. */
const TETRAHEDRON = [
  [1, 1, 1],
  [1, -1, -1],
  [-1, 1, -1],
  [-1, -1, 1],
] as const
/** Texels handled at once: fits the form's memory and the second-level cache. */
const BATCH = 4096
/** Distances along the normal at which occlusion is looked for, as shares of the form's size, and how much each counts. */
const PROBES = [
  [0.008, 0.4],
  [0.02, 0.3],
  [0.05, 0.2],
  [0.11, 0.1],
] as const

/** Runs in a worker thread. */
export function bakeBand(band: BakeBand): void {
  const runner = runnerOf(band)
  const { positions, normals, tangents, uvs, indices } = band.mesh
  const batch = createBatch()
  const { size } = band
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]!
    const b = indices[t + 1]!
    const c = indices[t + 2]!
    rasterize(
      size,
      band.endRow,
      [uvs[a * 2]! * size, uvs[a * 2 + 1]! * size],
      [uvs[b * 2]! * size, uvs[b * 2 + 1]! * size],
      [uvs[c * 2]! * size, uvs[c * 2 + 1]! * size],
      (x, y, wa, wb, wc) => {
        const at = batch.count++
        batch.texels[at] = y * size + x
        for (let k = 0; k < 3; k++) {
          batch.points[at * 3 + k] =
            positions[a * 3 + k]! * wa + positions[b * 3 + k]! * wb + positions[c * 3 + k]! * wc
          batch.normals[at * 3 + k] = normals[a * 3 + k]! * wa + normals[b * 3 + k]! * wb + normals[c * 3 + k]! * wc
          batch.tangents[at * 4 + k] = tangents[a * 4 + k]! * wa + tangents[b * 4 + k]! * wb + tangents[c * 4 + k]! * wc
        }
        batch.tangents[at * 4 + 3] = tangents[a * 4 + 3]!
        normalise(batch.normals, at * 3)
        normalise(batch.tangents, at * 4)
        if (batch.count === BATCH) bakeBatch(band, runner, batch)
      },
      band.firstRow,
    )
  }
  if (batch.count > 0) bakeBatch(band, runner, batch)
}

/** The form of the last band: a thread bakes many bands of one form. */
let last: { id: number; runner: FormRunner } | undefined

function runnerOf({ id, form }: BakeBand): FormRunner {
  if (last?.id !== id) last = { id, runner: instantiateForm(form) }
  return last.runner
}

interface Batch {
  count: number
  readonly texels: Uint32Array
  readonly points: Float32Array
  readonly normals: Float32Array
  readonly tangents: Float32Array
  /** Normals of the form. */
  readonly exact: Float32Array
  readonly probes: Float32Array
  readonly distances: Float32Array
  readonly open: Float32Array
  readonly materials: Uint8Array
  readonly sample: Float64Array
  readonly one: Float64Array
}

function createBatch(): Batch {
  return {
    count: 0,
    texels: new Uint32Array(BATCH),
    points: new Float32Array(BATCH * 3),
    normals: new Float32Array(BATCH * 3),
    tangents: new Float32Array(BATCH * 4),
    exact: new Float32Array(BATCH * 3),
    probes: new Float32Array(BATCH * 3),
    distances: new Float32Array(BATCH),
    open: new Float32Array(BATCH),
    materials: new Uint8Array(BATCH),
    sample: new Float64Array(SAMPLE),
    one: new Float64Array(SAMPLE),
  }
}

function bakeBatch(band: BakeBand, runner: FormRunner, batch: Batch): void {
  const { count, points, normals, exact, distances } = batch
  const used = count * 3
  // From the mesh to the form's surface, along the normal of the mesh.
  runner.distances(points.subarray(0, used), distances.subarray(0, count))
  for (let i = 0; i < count; i++) {
    const d = Math.max(-band.reach, Math.min(band.reach, distances[i]!))
    for (let k = i * 3; k < i * 3 + 3; k++) points[k] = points[k]! - normals[k]! * d
  }
  formNormals(runner, batch, Math.max(band.texel * 0.7, 1e-5))
  for (let i = 0; i < used; i += 3) {
    const facing = exact[i]! * normals[i]! + exact[i + 1]! * normals[i + 1]! + exact[i + 2]! * normals[i + 2]!
    // The far side of a thin wall, or nothing near: the mesh itself knows better.
    if (!(facing > 0.1)) exact.set(normals.subarray(i, i + 3), i)
  }
  if (band.textures.every((texture) => texture === band.textures[0])) batch.materials.fill(0, 0, count)
  else runner.surfaceMaterials(points.subarray(0, used), batch.materials.subarray(0, count))
  findOcclusion(band, runner, batch)
  for (let i = 0; i < count; i++) writeTexel(band, batch, i)
  batch.count = 0
}

/** Normals of the form at all points, by differences over a tetrahedron: four distances each instead of six. */
function formNormals(runner: FormRunner, { count, points, exact, probes, distances }: Batch, step: number): void {
  const used = count * 3
  exact.fill(0, 0, used)
  for (const [x, y, z] of TETRAHEDRON) {
    for (let i = 0; i < used; i += 3) {
      probes[i] = points[i]! + x * step
      probes[i + 1] = points[i + 1]! + y * step
      probes[i + 2] = points[i + 2]! + z * step
    }
    runner.distances(probes.subarray(0, used), distances.subarray(0, count))
    for (let i = 0, at = 0; i < count; i++, at += 3) {
      const d = distances[i]!
      exact[at] = exact[at]! + x * d
      exact[at + 1] = exact[at + 1]! + y * d
      exact[at + 2] = exact[at + 2]! + z * d
    }
  }
  for (let at = 0; at < used; at += 3) normalise(exact, at)
}

/** How open the form is around every fourth texel, by how near its surface is to points along the normal. */
function findOcclusion(band: BakeBand, runner: FormRunner, batch: Batch): void {
  const { count, points, exact, probes, distances, open, texels } = batch
  const chosen: number[] = []
  for (let i = 0; i < count; i++) {
    const x = texels[i]! % band.size
    const y = (texels[i]! - x) / band.size
    if ((x & 1) === 0 && (y & 1) === 0) chosen.push(i)
  }
  for (const i of chosen) open[i] = 1
  for (const [share, weight] of PROBES) {
    const step = share * band.extent
    chosen.forEach((i, at) => {
      for (let k = 0; k < 3; k++) probes[at * 3 + k] = points[i * 3 + k]! + exact[i * 3 + k]! * step
    })
    runner.distances(probes.subarray(0, chosen.length * 3), distances.subarray(0, chosen.length))
    chosen.forEach((i, at) => {
      const blocked = 1 - Math.max(0, Math.min(1, distances[at]! / step))
      open[i] = open[i]! - blocked * weight
    })
  }
  for (const i of chosen) band.output.openness[texels[i]!] = Math.max(1, Math.round(Math.max(0, open[i]!) * 255))
}

function writeTexel(band: BakeBand, batch: Batch, i: number): void {
  const { sample } = batch
  const shaded = sampleMaterial(band.textures[batch.materials[i]!] ?? band.textures[0]!, band.texel, batch, i)
  const { output } = band
  const texel = batch.texels[i]!
  for (let c = 0; c < 3; c++) {
    output.albedo[texel * 3 + c] = srgbByte(sample[c]!)
    output.emission[texel * 3 + c] = srgbByte(sample[8 + c]!)
  }
  output.roughness[texel] = Math.round(sample[5]!)
  output.metalness[texel] = Math.round(sample[6]!)
  output.ambientOcclusion[texel] = Math.round(sample[7]!)
  writeNormal(output.normal, texel * 3, batch.normals, batch.tangents, i, ...shaded)
  output.covered[texel] = 1
}

/** Blends the three projections as the renderer does, so that the mesh looks like its picture; answers the shaded normal. */
function sampleMaterial(texture: SurfaceTexture, footprint: number, batch: Batch, i: number): [number, number, number] {
  const { exact, points, sample, one } = batch
  const nx = exact[i * 3]!
  const ny = exact[i * 3 + 1]!
  const nz = exact[i * 3 + 2]!
  const px = points[i * 3]!
  const py = points[i * 3 + 1]!
  const pz = points[i * 3 + 2]!
  const wx = sharpened(nx)
  const wy = sharpened(ny)
  const wz = sharpened(nz)
  const total = wx + wy + wz
  let sx = 0
  let sy = 0
  let sz = 0
  sample.fill(0)
  if (wx / total >= 0.015) {
    const turn = nx < 0 ? -1 : 1
    take(-turn * pz, py, wx / total)
    sz -= turn * slope(one[3]!) * (wx / total)
    sy += slope(one[4]!) * (wx / total)
  }
  if (wy / total >= 0.015) {
    const turn = ny < 0 ? -1 : 1
    take(px, -turn * pz, wy / total)
    sx += slope(one[3]!) * (wy / total)
    sz -= turn * slope(one[4]!) * (wy / total)
  }
  if (wz / total >= 0.015) {
    const turn = nz < 0 ? -1 : 1
    take(turn * px, py, wz / total)
    sx += turn * slope(one[3]!) * (wz / total)
    sy += slope(one[4]!) * (wz / total)
  }
  return [nx + sx, ny + sy, nz + sz]

  function take(u: number, v: number, weight: number): void {
    one.fill(0)
    addSample(texture, u, v, footprint, 1, one)
    for (let c = 0; c < SAMPLE; c++) sample[c] = sample[c]! + one[c]! * weight
  }
}

function sharpened(n: number): number {
  const over = Math.max(0, Math.abs(n) - 0.2)
  return over * over * over * over
}

function slope(byte: number): number {
  return (byte - 127.5) / 127.5
}

function normalise(values: Float32Array, at: number): void {
  const x = values[at]!
  const y = values[at + 1]!
  const z = values[at + 2]!
  const length = Math.sqrt(x * x + y * y + z * z)
  if (length === 0) return
  values[at] = x / length
  values[at + 1] = y / length
  values[at + 2] = z / length
}

/** sRGB byte of linear light, from a table fine enough (16,384 steps) to hit every byte but the very darkest right. */
function srgbByte(linear: number): number {
  return srgbTable[Math.max(0, Math.min(16383, Math.floor(linear * 16383 + 0.5)))]!
}

const srgbTable = Uint8Array.from({ length: 16384 }, (_, i) => {
  const v = i / 16383
  return Math.round((v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055) * 255)
})
