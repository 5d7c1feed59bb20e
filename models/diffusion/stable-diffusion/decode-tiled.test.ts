import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { goldenFixture } from '../../golden/fixture.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import { hashedTensor } from '../../golden/hashed-tensor.ts'
import { Graph } from '../../graph/graph.ts'
import type { Wrap } from '../../graph/layers.ts'
import { openSession } from '../../graph/session.ts'
import { decoder } from '../vae/autoencoder-kl.ts'
import { decodeTiled } from './decode-tiled.ts'
import { decodeLatent } from './pixels-and-latents.ts'

const fixture = new URL('../../golden/fixtures/vae-kl-diffusers.json', import.meta.url)
const options = { scale: 0.18215, signal: new AbortController().signal }

async function openDecoder(wrap: Wrap = 'none') {
  const graph = new Graph('decoder', fixtureWeights(goldenFixture.parse(JSON.parse(readFileSync(fixture, 'utf8')))))
  decoder(graph, { groups: 32, wrap })
  return openSession(graph)
}

/** A latent of unit variance with as much in large forms as in small ones, as real ones have. */
function latentOf([channels, height, width]: readonly [number, number, number]): Float32Array {
  const fine = hashedTensor('tiled', `${height}x${width}`, channels * height * width)
  return fine.map((value, i) => {
    const [y, x] = [Math.floor(i / width) % height, i % width]
    return 0.7 * value + Math.sin(y / 5) * Math.cos(x / 7)
  })
}

/** Of a difference: the largest, the root of the mean square, and the largest step between two neighbours in a row. */
function measure(difference: Float32Array, width: number): { most: number; mean: number; step: number } {
  let [most, squares, step] = [0, 0, 0]
  difference.forEach((value, i) => {
    most = Math.max(most, Math.abs(value))
    squares += value ** 2
    if (i % width > 0) step = Math.max(step, Math.abs(value - difference[i - 1]!))
  })
  return { most, mean: Math.sqrt(squares / difference.length), step }
}

test('a latent that fits into one tile is decoded whole, one place more in tiles; both look the same', async () => {
  await using session = await openDecoder()
  for (const [height, width, tiles] of [
    [32, 32, 1],
    [33, 32, 2],
    [49, 40, 6],
    [32, 64, 3],
  ] as const) {
    const shape = [4, height, width] as const
    const latent = latentOf(shape)
    const whole = await decodeLatent(session, latent, shape, options)
    let seen = 1
    const onTile = (_: number, total: number) => {
      seen = total
    }
    const tiled = await decodeTiled(session, latent, shape, { ...options, side: 32, onTile })
    assert.deepEqual([tiled.shape, seen], [whole.shape, tiles], `${height} × ${width}`)
    const apart = (tiled.data as Float32Array).map((value, i) => value - (whole.data as Float32Array)[i]!)
    const { most, mean, step } = measure(apart, whole.shape[3]!)
    if (tiles === 1) assert.equal(most, 0)
    // Group normalisation sees one tile only: a difference in tone, without a border. Pictures span −1 to 1.
    assert.ok(mean < 0.06 && most < 0.4 && step < 0.25, `${height} × ${width}: ${mean}, ${most}, ${step}`)
  }
})
