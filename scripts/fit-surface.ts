import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Pixels } from '../base/pixels.ts'
import { featureCount, writeFeatures } from '../core/imaging/pbr/features.ts'
import {
  directionLevels,
  directionStatistics,
  lightOf,
  measureDirections,
} from '../core/imaging/pbr/light-direction.ts'
import { photograph, randomLighting } from '../core/imaging/pbr/photograph.fixture.ts'
import { factsOfPicture, summaryOf } from '../core/imaging/pbr/picture-facts.ts'
import { levelsOfPicture, stopsOf } from '../core/imaging/pbr/picture-levels.ts'
import { bandsOf, gridsOf, pyramidOf } from '../core/imaging/pbr/pyramid.ts'
import {
  buildMaterial,
  type MaterialMaps,
  materialFamilies,
  materialTraits,
} from '../models/procedural/materials/build-material.ts'
import { createPool } from '../models/procedural/parallel.ts'
import { createRandom } from '../models/procedural/random.ts'
import { solveRidge } from './fit-surface/solve-ridge.ts'
import { short, trainNetwork } from './fit-surface/train-network.ts'

/**
 * Fits the numbers of core/imaging/pbr/surface.json on rendered pictures of the built-in materials, whose maps are known. Every fourth
 * family is kept out of it, for the test. `npx node scripts/fit-surface.ts`; some minutes.
 */
const photosOfEach = Number(process.argv[2] ?? 8)
const pointsOfLevel = Number(process.argv[3] ?? 300)
const epochs = Number(process.argv[4] ?? 12)
const border = 'mirror'

const random = createRandom('fit-surface-4')
await using pool = createPool()
const say = (text: string) => console.log(text)

const kinds = [...materialTraits.keys()].filter((trait) => trait !== 'glowing')
const photos: ReturnType<typeof takePhoto>[] = []
for (const [index, family] of [...materialFamilies.keys()].entries()) {
  if (index % 4 === 2) continue
  for (let i = 0; i < photosOfEach; i++) {
    const side = i % 3 === 0 ? 512 : 256
    const whole = await buildMaterial(
      { family, seed: 1 + i, traits: i % 2 === 0 ? [] : [random.pick(kinds)] },
      { width: side, height: side },
      { pool },
    )
    photos.push(takePhoto(recoloured(i % 3 === 2 ? enlarged(whole) : whole)))
  }
}
say(`${photos.length} pictures`)

const rows: number[][] = []
const wanted: number[] = []
for (const { directions, lighting } of photos) {
  if (lighting.sun === 0) continue
  for (const [c, toward] of [Math.cos(lighting.azimuth), Math.sin(lighting.azimuth)].entries()) {
    rows.push(Array.from({ length: directionLevels * directionStatistics }, (_, j) => directions[j]?.[c] ?? 0))
    wanted.push(toward)
  }
}
const direction = solveRidge(rows, wanted, 0.03).map(short)
let along = 0
for (const { directions, lighting } of photos) {
  const [x, y] = lightOf(directions, direction)
  along += (x * Math.cos(lighting.azimuth) + y * Math.sin(lighting.azimuth)) / Math.hypot(x, y, 1e-9)
}
say(`light: mean cosine ${(along / photos.length).toFixed(3)}`)

const points = photos.reduce((sum, { maps }) => sum + (gridsOf(maps).length - 1) * pointsOfLevel, 0)
const inputs = new Float32Array(points * featureCount)
const targets = new Float32Array(points * 3)
const weights = new Float32Array(points * 3).fill(1)
const summaries: number[][] = []
let point = 0
for (const { maps, pixels, directions } of photos) {
  const { levels, height, shading, roughness } = levelsAndTruth(maps, pixels)
  const facts = factsOfPicture(levels, lightOf(directions, direction))
  summaries.push(summaryOf(levels, facts))
  for (let k = 0; k < levels.length - 1; k++) {
    const { width, height: lines } = levels[k]!.luma
    const out = new Float32Array(width * featureCount)
    const perRow = Math.ceil(pointsOfLevel / Math.min(lines, 24))
    let left = pointsOfLevel
    // Flat surfaces would not count beside steep ones.
    const steep = deviation(height[k]!.data) / (levels[0]!.luma.width / width)
    const weight = Math.min(2, 0.2 / (steep + 0.1))
    while (left > 0) {
      const y = random.integer(0, lines - 1)
      writeFeatures(levels, facts, { k, y }, border, out)
      for (let n = 0; n < perRow && left > 0; n++, left--, point++) {
        const x = random.integer(0, width - 1)
        inputs.set(out.subarray(x * featureCount, (x + 1) * featureCount), point * featureCount)
        const i = y * width + x
        const cell = levels[0]!.luma.width / width
        weights[point * 3] = weight
        targets.set([height[k]!.data[i]! / cell, shading[k]!.data[i]!, roughness[k]!.data[i]!], point * 3)
      }
    }
  }
}
const network = trainNetwork(
  { inputs, targets, weights, inputCount: featureCount, targetCount: 3 },
  { hidden: [40, 28], epochs, random, say },
)

const roughness = fitSummary(
  photos.map(({ maps }) => meanOf(maps.roughness)),
  'roughness',
)
const metalness = fitSummary(
  photos.map(({ maps }) => meanOf(maps.metalness)),
  'metalness',
)
writeFileSync(
  path.resolve(import.meta.dirname, '../core/imaging/pbr/surface.json'),
  `${JSON.stringify({ direction, roughness, metalness, network })}\n`,
)

function takePhoto(maps: MaterialMaps) {
  const lighting = randomLighting(random)
  const pixels = photograph(maps, lighting, random)
  return { maps, lighting, pixels, directions: measureDirections(levelsOfPicture(pixels, border), border) }
}

function levelsAndTruth(maps: MaterialMaps, pixels: Pixels) {
  const levels = levelsOfPicture(pixels, border)
  const { width, height } = maps
  const grids = gridsOf(maps)
  const bands = (data: Float32Array) => bandsOf(pyramidOf({ width, height, data }, grids, border), border)
  const base = stopsOf({ width, height, channels: 3, data: maps.albedo }).luma.data
  const luma = levels[0]!.luma.data
  return {
    levels,
    height: bands(Float32Array.from(maps.heightMap, (value) => (value / 65535) * maps.heightRange * width)),
    shading: bands(Float32Array.from(luma, (value, i) => value - base[i]!)),
    roughness: bands(Float32Array.from(maps.roughness, (value) => value / 255)),
  }
}

/** Other colours than its own for half of them, so that it is the light that is learned. */
function recoloured(maps: MaterialMaps): MaterialMaps {
  if (random.chance(0.5)) return maps
  const order = random.pick([
    [1, 2, 0],
    [2, 0, 1],
    [0, 2, 1],
    [2, 1, 0],
    [1, 0, 2],
  ])
  return { ...maps, albedo: maps.albedo.map((_, i) => maps.albedo[i - (i % 3) + order[i % 3]!]!) }
}

/** A quarter of the surface at twice its size: features of a texture come in any share of its width. */
function enlarged(maps: MaterialMaps): MaterialMaps {
  const { width, height } = maps
  const [ox, oy] = [random.integer(0, width >> 1), random.integer(0, height >> 1)]
  const part = <T extends Uint8Array | Uint16Array>(data: T, channels: number): T =>
    data.map((_, i) => {
      const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)]
      const [u, v] = [ox + x / 2, oy + y / 2]
      const [left, top] = [Math.min(width - 2, Math.floor(u)), Math.min(height - 2, Math.floor(v))]
      const value = (dx: number, dy: number) => data[((top + dy) * width + left + dx) * channels + (i % channels)]!
      const upper = value(0, 0) + (value(1, 0) - value(0, 0)) * (u - left)
      const lower = value(0, 1) + (value(1, 1) - value(0, 1)) * (u - left)
      return Math.round(upper + (lower - upper) * (v - top))
    }) as T
  return {
    ...maps,
    albedo: part(maps.albedo, 3),
    heightMap: part(maps.heightMap, 1),
    heightRange: maps.heightRange * 2,
    roughness: part(maps.roughness, 1),
    metalness: part(maps.metalness, 1),
    ambientOcclusion: part(maps.ambientOcclusion, 1),
    emission: maps.emission === undefined ? undefined : part(maps.emission, 3),
  }
}

/** Weights of the summary, as strongly held back as predicts families best that were left out. */
function fitSummary(wanted: readonly number[], name: string): number[] {
  const spread = summaries[0]!.map((_, c) => Math.max(1e-3, deviation(Float32Array.from(summaries, (row) => row[c]!))))
  const rows = summaries.map((row) => row.map((value, c) => (c === 0 ? value * 30 : value / spread[c]!)))
  const folds = Array.from({ length: 7 }, (_, fold) => fold)
  const inFold = (i: number, fold: number) => Math.floor(i / photosOfEach) % folds.length === fold
  const errors = [1, 10, 30, 100, 300, 1000, 3000].map((ridge) => {
    let error = 0
    for (const fold of folds) {
      const fit = solveRidge(
        rows.filter((_, i) => !inFold(i, fold)),
        wanted.filter((_, i) => !inFold(i, fold)),
        ridge,
      )
      for (const [i, row] of rows.entries()) {
        if (inFold(i, fold)) error += (row.reduce((sum, value, c) => sum + value * fit[c]!, 0) - wanted[i]!) ** 2
      }
    }
    return { ridge, error: Math.sqrt(error / rows.length) }
  })
  const best = errors.toSorted((a, b) => a.error - b.error)[0]!
  say(
    `${name}: ${best.error.toFixed(3)} off for families left out, of a deviation of ${deviation(Float32Array.from(wanted)).toFixed(3)}`,
  )
  return solveRidge(rows, wanted, best.ridge).map((value, c) => short(c === 0 ? value * 30 : value / spread[c]!))
}

function deviation(data: Float32Array): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length)
}

function meanOf(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length / 255
}
