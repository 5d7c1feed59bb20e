import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { type GoldenFixture, goldenFixture } from '../golden/fixture.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import type { Wrap } from '../graph/layers.ts'
import { openSession, type Values } from '../graph/session.ts'
import { decodeTiled } from './stable-diffusion/decode-tiled.ts'
import { controlNet } from './unet/controlnet.ts'
import { controlNetNames } from './unet/controlnet-names.ts'
import { fixtureUnetParameters } from './unet/unet.golden.ts'
import { unet } from './unet/unet.ts'
import { unetNames } from './unet/unet-names.ts'
import { decoder, encoder } from './vae/autoencoder-kl.ts'
import { autoencoderNames } from './vae/autoencoder-names.ts'

/*
 * A network whose convolutions see the other side of the picture has no border: what is rolled goes in, what is rolled comes
 * out. Sums in another order differ in the last bits of float32.
 */
const tolerance = 1e-4

function readFixture(name: string): GoldenFixture {
  const file = path.join(import.meta.dirname, `../golden/fixtures/${name}.json`)
  return goldenFixture.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function draw(name: string, shape: readonly number[], scale = 1): Values {
  const length = shape.reduce((all, side) => all * side, 1)
  return { data: hashedTensor('seamless', name, length, { scale }), shape }
}

/** [b, c, h, w] moved by `dy` and `dx` places, what leaves on one side coming in on the other. */
function roll({ data, shape }: Values, [dy, dx]: readonly [number, number]): Values {
  const [height, width] = shape.slice(-2) as [number, number]
  const moved = Float32Array.from(data as Float32Array, (_, i) => {
    const plane = Math.floor(i / (height * width))
    const y = (Math.floor(i / width) + height - dy) % height
    const x = (i + width - dx) % width
    return data[(plane * height + ((y + height) % height)) * width + ((x + width) % width)] as number
  })
  return { data: moved, shape }
}

function difference(a: Values, b: Values): number {
  assert.deepEqual(a.shape, b.shape)
  return (a.data as Float32Array).reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] as number))), 0)
}

/** Which axes the network has no border along: it must be exactly the named ones. */
async function checkWrap(
  wrap: Wrap,
  run: (input: Values) => Promise<Values>,
  { input, by, factor }: { input: Values; by: number; factor: number },
): Promise<void> {
  const straight = await run(input)
  for (const [axis, shift] of [
    ['x', [0, by]],
    ['y', [by, 0]],
    ['xy', [by, by]],
  ] as const) {
    const rolled = await run(roll(input, shift))
    const [dy, dx] = shift
    const expected = roll(straight, [dy * factor, dx * factor])
    const error = difference(rolled, expected)
    const wraps = [...axis].every((each) => wrap.includes(each))
    if (wraps) assert.ok(error < tolerance, `wrap ${wrap}, rolled along ${axis}: off by ${error}`)
    else
      assert.ok(error > 100 * tolerance, `wrap ${wrap}, rolled along ${axis}: a border was expected, off by ${error}`)
  }
}

for (const wrap of ['none', 'x', 'y', 'xy'] as const) {
  test(`U-Net and autoencoder with wrap "${wrap}" have borders along the other axes only`, async () => {
    const { signal } = new AbortController()
    const unetFixture = readFixture('sd15-unet-diffusers')
    const unetGraph = new Graph('unet', unetNames(fixtureWeights(unetFixture)))
    unet(unetGraph, { ...fixtureUnetParameters(unetFixture), wrap })
    await using denoiser = await openSession(unetGraph)
    const words = draw('words', [1, 5, unetFixture.inputs['encoder_hidden_states']!.shape[2]!])
    const timestep = { data: Float32Array.of(500), shape: [1] }
    const denoise = async (sample: Values) =>
      (await denoiser.run({ sample, timestep, encoder_hidden_states: words }, { signal }))['out']!
    // Three halvings: a roll by eight places is one by a whole place at the lowest level.
    await checkWrap(wrap, denoise, { input: draw('sample', [1, 4, 16, 24]), by: 8, factor: 1 })

    const vaeFixture = readFixture('vae-kl-diffusers')
    const source = autoencoderNames(fixtureWeights(vaeFixture))
    const decoderGraph = new Graph('decoder', source)
    decoder(decoderGraph, { groups: 32, wrap })
    await using decoding = await openSession(decoderGraph)
    const decode = async (latent: Values) => (await decoding.run({ latent }, { signal }))['image']!
    const pixels = await decode(draw('latent', [1, 4, 6, 10]))
    const factor = pixels.shape[2]! / 6
    await checkWrap(wrap, decode, { input: draw('latent', [1, 4, 6, 10]), by: 3, factor })

    const encoderGraph = new Graph('encoder', source)
    encoder(encoderGraph, { groups: 32, wrap })
    await using encoding = await openSession(encoderGraph)
    const encode = async (image: Values) => (await encoding.run({ image }, { signal }))['mean']!
    await checkWrap(wrap, encode, {
      input: draw('image', [1, 3, 6 * factor, 10 * factor]),
      by: 2 * factor,
      factor: 1 / factor,
    })
  })
}

test('a ControlNet has no border either along the axes that wrap', async () => {
  const fixture = readFixture('controlnet-sd15-diffusers')
  const graph = new Graph('controlnet', controlNetNames(fixtureWeights(fixture)))
  controlNet(graph, { ...fixtureUnetParameters(fixture), wrap: 'y' })
  await using session = await openSession(graph)
  const words = draw('words', [1, 5, fixture.inputs['encoder_hidden_states']!.shape[2]!])
  const timestep = { data: Float32Array.of(500), shape: [1] }
  const factor = fixture.inputs['cond']!.shape[2]! / fixture.inputs['sample']!.shape[2]!
  const cond = draw('cond', [1, 3, 16 * factor, 24 * factor])
  const sample = draw('sample', [1, 4, 16, 24])
  // The picture that guides is rolled with the latent.
  const guide = (by: readonly [number, number]) => async (latent: Values) => {
    const rolled = roll(cond, [by[0] * factor, by[1] * factor])
    const outputs = await session.run({ sample: latent, timestep, encoder_hidden_states: words, cond: rolled })
    return outputs['down_residual_0']!
  }
  const straight = await guide([0, 0])(sample)
  assert.ok(difference(await guide([8, 0])(roll(sample, [8, 0])), roll(straight, [8, 0])) < tolerance)
  assert.ok(difference(await guide([0, 8])(roll(sample, [0, 8])), roll(straight, [0, 8])) > 100 * tolerance)
})

test('a picture that is decoded in tiles has no border either along the axes that wrap', async () => {
  const { signal } = new AbortController()
  const fixture = readFixture('vae-kl-diffusers')
  const graph = new Graph('decoder', autoencoderNames(fixtureWeights(fixture)))
  decoder(graph, { groups: 32, wrap: 'x' })
  await using session = await openSession(graph)
  // Two tiles of 96 along 160 places, each 80 further round.
  const [channels, height, width] = [4, 2, 160] as const
  const decode = (wrap: Wrap) => (latent: Values) =>
    decodeTiled(session, latent.data as Float32Array, [channels, height, width], { scale: 1, signal, wrap })
  const input = draw('latent', [1, channels, height, width])
  const straight = await decode('x')(input)
  const factor = straight.shape[3]! / width
  const rolled = await decode('x')(roll(input, [0, 80]))
  const error = difference(rolled, roll(straight, [0, 80 * factor]))
  assert.ok(error < tolerance, `off by ${error}`)
  const bordered = await decode('none')(roll(input, [0, 80]))
  assert.ok(difference(bordered, roll(await decode('none')(input), [0, 80 * factor])) > 100 * tolerance)
})
