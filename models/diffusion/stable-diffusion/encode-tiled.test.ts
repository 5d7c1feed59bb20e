import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { goldenFixture } from '../../golden/fixture.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import { Graph } from '../../graph/graph.ts'
import type { Wrap } from '../../graph/layers.ts'
import { openSession, type Values } from '../../graph/session.ts'
import { encoder } from '../vae/autoencoder-kl.ts'
import { encodeTiled } from './encode-tiled.ts'
import { encodeLatent } from './pixels-and-latents.ts'

const fixture = new URL('../../golden/fixtures/vae-kl-diffusers.json', import.meta.url)
const options = { scale: 0.18215, signal: new AbortController().signal }
const factor = 8

async function openEncoder(wrap: Wrap = 'none') {
  const graph = new Graph('encoder', fixtureWeights(goldenFixture.parse(JSON.parse(readFileSync(fixture, 'utf8')))))
  encoder(graph, { groups: 32, wrap })
  return openSession(graph)
}

/** Stripes and rings, from −1 to 1, that go on over the border of a picture whose sides are multiples of 64. */
function picture(height: number, width: number): Values {
  const data = Float32Array.from({ length: 3 * height * width }, (_, i) => {
    const [c, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width]
    return Math.sin((2 * Math.PI * y) / 32 + c) * Math.cos((2 * Math.PI * x) / 64)
  })
  return { data, shape: [1, 3, height, width] }
}

test('a picture that fits into one tile is encoded whole, a larger one in tiles; both give nearly the same latent', async () => {
  await using session = await openEncoder()
  for (const [height, width, tiles] of [
    [32, 32, 1],
    [33, 32, 2],
    [40, 49, 6],
  ] as const) {
    const image = picture(height * factor, width * factor)
    const whole = await encodeLatent(session, image, options)
    const tiled = await encodeTiled(session, image, { ...options, factor, side: 32 })
    assert.equal(tiled.length, whole.length)
    const apart = rootMeanSquare(tiled.map((value, i) => value - whole[i]!))
    if (tiles === 1) assert.equal(apart, 0)
    // Group normalisation sees one tile only.
    else assert.ok(apart > 0 && apart < 0.1 * rootMeanSquare(whole), `${height} × ${width}: ${apart}`)
  }
})

test('tiles of a picture that meets itself go round its border', async () => {
  await using session = await openEncoder('x')
  const image = picture(16 * factor, 64 * factor)
  const turned = { ...image, data: turn(image.data as Float32Array, 64 * factor, 24 * factor) }
  const common = { ...options, factor, side: 32, wrap: 'x' } as const
  const plain = await encodeTiled(session, image, common)
  const other = await encodeTiled(session, turned, common)
  const apart = turn(plain, 64, 24).map((value, i) => value - other[i]!)
  assert.ok(rootMeanSquare(apart) < 0.02 * rootMeanSquare(plain), `${rootMeanSquare(apart)}`)
})

/** Each row begins `by` places later. */
function turn(values: Float32Array, width: number, by: number): Float32Array {
  return values.map((_, i) => values[i - (i % width) + (((i % width) + by) % width)]!)
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
