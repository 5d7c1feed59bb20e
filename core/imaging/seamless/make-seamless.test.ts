import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Pixels } from '../../../base/pixels.ts'
import { buildMaterial } from '../../../models/procedural/materials/build-material.ts'
import { createPool } from '../../../models/procedural/parallel.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { cropPixels } from '../crop-pixels.ts'
import { measureNormals } from '../quality/measure-normals.ts'
import { measureSeams } from '../quality/measure-seams.ts'
import { cheapestCut } from './cheapest-cut.ts'
import { joinMaps } from './join-maps.ts'
import { findSeams, joinPixels, type SeamlessOptions, seamFacts } from './make-seamless.ts'

const pool = createPool()
after(() => pool[Symbol.asyncDispose]())
const options = (axes: SeamlessOptions['axes'], size: SeamlessOptions['size'] = 'kept'): SeamlessOptions => {
  return { axes, size, pool }
}

test('parts of textures that do not tile do so afterwards', async () => {
  for (const family of ['cobble', 'gravel', 'brick']) {
    const part = await partOf(family, 200)
    assert.ok(
      measureSeams(part).some(({ grade }) => grade! < 1),
      family,
    )
    const plan = await findSeams(part, options('xy'))
    const joined = await joinPixels(part, plan, options('xy'))
    assert.deepEqual([joined.width, joined.height], [200, 200])
    for (const { name, value, grade } of measureSeams(joined)) assert.equal(grade, 1, `${family} ${name} ${value}`)
  }
})

test('the period of a pattern is found: bricks meet in step though the part cuts through them', async () => {
  // Periods of 48 and 36, of which the picture shows four and a third.
  const picture = bricks(208, 156, 48, 36)
  const plan = await findSeams(picture, options('xy', 'cut'))
  assert.equal((208 - plan.across!.overlap) % 48, 0)
  assert.equal((156 - plan.down!.overlap) % 36, 0)
  const joined = await joinPixels(picture, plan, options('xy', 'cut'))
  let worst = 0
  const want = bricks(joined.width, joined.height, 48, 36)
  for (let i = 0; i < want.data.length; i++) worst = Math.max(worst, Math.abs(want.data[i]! - joined.data[i]!))
  assert.ok(worst <= 2, `${worst}`)
})

test('one axis alone leaves the other as it is', async () => {
  const part = await partOf('gravel', 160)
  const plan = await findSeams(part, options('x'))
  assert.equal(plan.down, undefined)
  const joined = await joinPixels(part, plan, options('x', 'cut'))
  assert.ok(joined.width < 160)
  assert.deepEqual(
    measureSeams(joined, 'x').map(({ grade }) => grade),
    [1],
  )
  const facts = seamFacts(part, joined, 'x', plan)
  assert.ok(facts.before['seam-x']! > facts.after['seam-x']!)
})

test('all maps of a material are joined by one plan, and still belong together', async () => {
  const whole = await buildMaterial({ family: 'stone-wall', seed: 3 }, { width: 256, height: 256 }, { pool })
  const cut = <T extends Uint8Array | Uint16Array>(data: T, channels: number) =>
    data.filter((_, i) => Math.floor(i / channels) % 256 < 200 && Math.floor(i / channels / 256) < 200) as T
  const maps = {
    ...whole,
    ...{ width: 200, height: 200, albedo: cut(whole.albedo, 3), normal: cut(whole.normal, 3) },
    heightMap: cut(whole.heightMap, 1),
    ...{ roughness: cut(whole.roughness, 1), metalness: cut(whole.metalness, 1) },
    ambientOcclusion: cut(whole.ambientOcclusion, 1),
  }
  const plan = await findSeams({ ...maps, channels: 3, data: maps.albedo }, options('xy'))
  const joined = await joinMaps(maps, plan, options('xy'))
  assert.ok(joined.tileSize < maps.tileSize)
  assert.ok(Math.abs(joined.tileSize * joined.heightRange - maps.tileSize * maps.heightRange) < 1e-9)
  for (const { name, value, grade } of measureNormals(joined.normal)) assert.equal(grade, 1, `${name} ${value}`)
  const samples = { width: 200, height: 200, channels: 1, data: joined.heightMap }
  for (const { name, value, grade } of measureSeams(samples)) assert.equal(grade, 1, `height ${name} ${value}`)
})

test('the cheapest cut goes where nothing differs, and closes where it has to', () => {
  const [columns, rows] = [9, 20]
  const cost = new Float32Array(columns * rows).fill(10)
  const way = Array.from({ length: rows }, (_, y) => 4 + (y % 8 < 4 ? y % 4 : 3 - (y % 4)))
  for (const [y, x] of way.entries()) cost[y * columns + x] = 0
  assert.deepEqual([...cheapestCut(cost, { columns, rows, closed: false }).cut], way)
  const { cut } = cheapestCut(cost, { columns, rows, closed: true })
  assert.ok(Math.abs(cut[0]! - cut.at(-1)!) <= 1)
})

async function partOf(family: string, size: number): Promise<Pixels> {
  const { albedo } = await buildMaterial({ family, seed: 7 }, { width: 256, height: 256 }, { pool })
  const whole: Pixels = { width: 256, height: 256, channels: 3, data: albedo }
  return cropPixels(whole, { left: 20, top: 31, width: size, height: size })
}

function bricks(width: number, height: number, across: number, down: number): Pixels {
  const random = createRandom(2)
  const grain = Array.from({ length: across * down }, () => 30 * random())
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    const row = Math.floor(y / (down / 2))
    const shifted = x + (row % 2) * (across / 2)
    if (y % (down / 2) < 3 || shifted % across < 3) return 180
    return [170, 80, 60][i % 3]! + grain[(y % down) * across + (x % across)]!
  })
  return { width, height, channels: 3, data }
}
