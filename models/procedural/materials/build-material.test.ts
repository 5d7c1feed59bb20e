import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { createPool } from '../parallel.ts'
import {
  buildMaterial,
  type MaterialMaps,
  type MaterialSpec,
  materialFamilies,
  materialTraits,
} from './build-material.ts'

const pool = createPool()
after(() => pool[Symbol.asyncDispose]())

const build = (spec: MaterialSpec, width: number, height = width) => buildMaterial(spec, { width, height }, { pool })

/** The maps by name with their number of channels. */
function channelsOf(maps: MaterialMaps): [name: string, data: Uint8Array | Uint16Array, channels: number][] {
  return [
    ['albedo', maps.albedo, 3],
    ['height', maps.heightMap, 1],
    ['normal', maps.normal, 3],
    ['roughness', maps.roughness, 1],
    ['metalness', maps.metalness, 1],
    ['ambient occlusion', maps.ambientOcclusion, 1],
    ...(maps.emission === undefined ? [] : [['emission', maps.emission, 3] as [string, Uint8Array, number]]),
  ]
}

function hashOf(maps: MaterialMaps): string {
  const hash = createHash('sha256')
  for (const [, data] of channelsOf(maps)) hash.update(new Uint8Array(data.buffer.slice(0)))
  return hash.update(String(maps.heightRange)).digest('hex')
}

test('the same spec gives the same bytes, whatever the number of threads', async () => {
  await using single = createPool({ threads: 1 })
  const spec = { family: 'brick', traits: ['mossy', 'cracked'], seed: 5 }
  const size = { width: 160, height: 160 }
  const [one, other] = [await buildMaterial(spec, size, { pool }), await buildMaterial(spec, size, { pool: single })]
  assert.equal(hashOf(one), hashOf(other))
})

// Made by this code on x86-64; another machine that disagrees has found arithmetic that is not exact.
const golden = {
  'hull-panels': 'f07c7de2c10c81fa244e105f7cf062f212d6a7dc661a935388d617eed3204ac3',
  stone: 'fd9372dbb856c4670c53c74e09c92a51b00929d3f26a2f47edd02391e9d1179c',
}

test('two families give the committed bytes on any machine', async () => {
  const found: Record<string, string> = {}
  for (const family of Object.keys(golden)) {
    found[family] = hashOf(await build({ family, traits: ['ancient', 'glowing'], colours: ['#8899aa'], seed: 7 }, 64))
  }
  assert.deepEqual(found, golden)
})

test('another seed gives another material', async () => {
  const maps = await Promise.all([1, 2].map((seed) => build({ family: 'cobble', seed }, 32)))
  assert.notEqual(hashOf(maps[0]!), hashOf(maps[1]!))
})

/**
 * How much stronger neighbours differ across the border than inside, as a ratio. Layouts that are aligned with the tile
 * have strong lines inside as well, so the border is held against the strongest line.
 */
function seamRatio(data: Uint8Array | Uint16Array, channels: number, width: number, height: number): number {
  const ratio = (lines: number, length: number, at: (line: number, i: number) => number) => {
    const differences = Array.from({ length: lines }, (_, line) => {
      const next = (line + 1) % lines
      let sum = 0
      for (let i = 0; i < length; i++) {
        for (let c = 0; c < channels; c++)
          sum += Math.abs(data[at(line, i) * channels + c]! - data[at(next, i) * channels + c]!)
      }
      return sum
    })
    const border = differences.pop()!
    const strong = Math.max(...differences)
    // A quarter of a step per value is what rounding alone makes.
    return border / Math.max(strong, 0.25 * length * channels)
  }
  return Math.max(
    ratio(width, height, (x, y) => y * width + x),
    ratio(height, width, (y, x) => y * width + x),
  )
}

function assertTiles(name: string, maps: MaterialMaps): void {
  for (const [map, data, channels] of channelsOf(maps)) {
    const ratio = seamRatio(data, channels, maps.width, maps.height)
    assert.ok(ratio < 1.5, `${name}: its ${map} map has a seam, ${ratio.toFixed(2)} times as strong as lines inside`)
  }
}

test('the seam measure finds a seam', async () => {
  const { albedo } = await build({ family: 'granite', seed: 1 }, 64)
  const slanted = albedo.map((value, i) => value * 0.3 + (Math.floor(i / 3) % 64) * 2.5)
  assert.ok(seamRatio(slanted, 3, 64, 64) > 1.5)
})

test('every family tiles in every map, and stays in the range of real surfaces', async () => {
  for (const family of materialFamilies.keys()) {
    const maps = await build({ family, seed: 3 }, 64)
    assertTiles(family, maps)
    assert.ok(maps.heightRange > 0, family)
    let darkest = 255
    let brightest = 0
    for (let i = 0; i < maps.albedo.length; i += 3) {
      const light = Math.max(maps.albedo[i]!, maps.albedo[i + 1]!, maps.albedo[i + 2]!)
      darkest = Math.min(darkest, light)
      const glows = maps.emission !== undefined && maps.emission[i]! + maps.emission[i + 1]! + maps.emission[i + 2]! > 0
      if (maps.metalness[i / 3]! < 128 && !glows) brightest = Math.max(brightest, light)
    }
    assert.ok(brightest <= 248, `${family}: albedo up to ${brightest}`)
    assert.ok(darkest >= 8, `${family}: albedo down to ${darkest}`)
  }
})

test('every trait tiles in every map and changes height or colour, light and gloss', async () => {
  const plain = await build({ family: 'stone-wall', seed: 3 }, 64)
  for (const trait of materialTraits.keys()) {
    const maps = await build({ family: 'stone-wall', traits: [trait], seed: 3 }, 64)
    assertTiles(trait, maps)
    assert.notEqual(Buffer.compare(maps.albedo, plain.albedo), 0, trait)
    assert.notEqual(Buffer.compare(maps.roughness, plain.roughness), 0, trait)
    assert.ok(
      maps.heightMap.some((value, i) => value !== plain.heightMap[i]),
      trait,
    )
  }
})

test('a trait that is meant slightly shows less, one that is meant heavily more, in any trait', async () => {
  const of = (traits: readonly string[], strengths: Record<string, number>) =>
    build({ family: 'stone-wall', traits, strengths, seed: 3 }, 64)
  const plain = await of([], {})
  const change = (maps: MaterialMaps) => {
    let sum = 0
    const none = new Uint8Array(maps.albedo.length)
    for (const [one, other] of [
      [maps.albedo, plain.albedo],
      [maps.normal, plain.normal],
      [maps.emission ?? none, none],
      [maps.roughness, plain.roughness],
    ] as const) {
      one.forEach((value, i) => {
        sum += Math.abs(value - other[i]!)
      })
    }
    return sum
  }
  for (const trait of materialTraits.keys()) {
    const [slight, usual, heavy] = await Promise.all(
      [0.45, 1, 1.5].map((strength) => of([trait], { [trait]: strength })),
    )
    assert.equal(hashOf(usual!), hashOf(await of([trait], {})), `${trait}: 1 is what is meant without a word`)
    assert.ok(change(slight!) < 0.9 * change(usual!), `${trait}: slightly`)
    assert.ok(change(heavy!) > 1.02 * change(usual!), `${trait}: heavily`)
    assertTiles(`slightly ${trait}`, slight!)
    assertTiles(`heavily ${trait}`, heavy!)
  }
})

test('all traits together tile on a tile that is not square', async () => {
  const maps = await build({ family: 'hull-panels', traits: [...materialTraits.keys()], seed: 4 }, 128, 64)
  assert.equal(maps.albedo.length, 128 * 64 * 3)
  assertTiles('hull-panels with everything', maps)
})

test('every family tiles on a wide tile, and layouts on a tall one', async () => {
  for (const family of materialFamilies.keys()) {
    assertTiles(`${family} 2:1`, await build({ family, seed: 3 }, 64, 32))
  }
  for (const family of ['brick', 'parquet', 'roof-tiles', 'scales', 'hull-panels', 'fabric']) {
    assertTiles(`${family} 1:3`, await build({ family, seed: 3 }, 32, 96))
  }
})

test('normals have length one and point out of the surface', async () => {
  const { normal } = await build({ family: 'cobble', seed: 1 }, 64)
  for (let i = 0; i < normal.length; i += 3) {
    const [x, y, z] = [0, 1, 2].map((k) => (normal[i + k]! - 127.5) / 127.5) as [number, number, number]
    assert.ok(z > 0)
    assert.ok(Math.abs(Math.sqrt(x * x + y * y + z * z) - 1) < 0.02)
  }
})

test('a higher resolution shows the same material, only finer', async () => {
  const mean = (maps: MaterialMaps, factor: number) => {
    const cells = new Float64Array(8 * 8)
    const per = maps.width / 8
    for (let y = 0; y < maps.height; y++) {
      for (let x = 0; x < maps.width; x++) {
        cells[Math.floor(y / per) * 8 + Math.floor(x / per)]! += maps.albedo[(y * maps.width + x) * 3]! / factor
      }
    }
    return cells
  }
  const small = mean(await build({ family: 'brick', seed: 2 }, 128), 16 * 16)
  const large = mean(await build({ family: 'brick', seed: 2 }, 256), 32 * 32)
  for (let i = 0; i < 64; i++) assert.ok(Math.abs(small[i]! - large[i]!) < 10, `${small[i]} and ${large[i]}`)
})

test('a colour changes the material to it', async () => {
  const { albedo } = await build({ family: 'fabric', colours: ['#2040c0'], seed: 1 }, 32)
  let red = 0
  let blue = 0
  for (let i = 0; i < albedo.length; i += 3) {
    red += albedo[i]!
    blue += albedo[i + 2]!
  }
  assert.ok(blue > 2 * red)
})

test('paint takes the colour and leaves the material below its own', async () => {
  const plain = await build({ family: 'brick', traits: ['painted'], seed: 1 }, 32)
  const green = await build({ family: 'brick', traits: ['painted'], colours: ['#208040'], seed: 1 }, 32)
  assert.deepEqual(plain.heightMap, green.heightMap)
  assert.notDeepEqual(plain.albedo, green.albedo)
})

test('metals are metallic, stones are not, and only what glows has an emission map', async () => {
  const gold = await build({ family: 'gold', seed: 1 }, 32)
  assert.ok(gold.metalness.reduce((sum, value) => sum + value, 0) / gold.metalness.length > 200)
  assert.equal(gold.emission, undefined)
  const stone = await build({ family: 'stone', seed: 1 }, 32)
  assert.ok(stone.metalness.every((value) => value === 0))
  assert.ok((await build({ family: 'lava', seed: 1 }, 32)).emission !== undefined)
})

test('an unknown family or trait is named, with near ones', async () => {
  await assert.rejects(build({ family: 'cobbel', seed: 1 }, 64), {
    code: 'not-found',
    message: /cobbel/,
    hint: /cobble/,
  })
  await assert.rejects(build({ family: 'stone', traits: ['mosy'], seed: 1 }, 64), { code: 'not-found', hint: /mossy/ })
  for (const strengths of [{ mossy: 0 }, { mossy: 2.1 }, { mossy: Number.NaN }, { wet: 1 }]) {
    await assert.rejects(build({ family: 'stone', traits: ['mossy'], strengths, seed: 1 }, 64), { code: 'bad-input' })
  }
  await assert.rejects(build({ family: 'stone', colours: ['red'], seed: 1 }, 64), { code: 'bad-input', hint: /rrggbb/ })
})

test('a wrong size is refused with both numbers', async () => {
  for (const [width, height] of [
    [0, 64],
    [64, -1],
    [64.5, 64],
    [1e9, 64],
    [4096, 16],
  ] as const) {
    await assert.rejects(build({ family: 'stone', seed: 1 }, width, height), {
      code: 'bad-input',
      message: new RegExp(`${width} × ${height}`),
    })
  }
})

test('a cancelled build stops', async () => {
  const signal = AbortSignal.abort()
  await assert.rejects(buildMaterial({ family: 'stone', seed: 1 }, { width: 64, height: 64 }, { pool, signal }), {
    name: 'AbortError',
  })
})

test('ids and synonyms are unique among families and among traits, in kebab case', () => {
  for (const things of [[...materialFamilies.values()], [...materialTraits.values()]]) {
    const names = things.flatMap(({ id, synonyms }) => [id, ...synonyms])
    for (const name of names) assert.match(name, /^[a-z]+(-[a-z]+)*$/)
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    )
  }
  assert.ok(materialFamilies.size >= 34)
})
