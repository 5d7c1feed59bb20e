import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '../../core/storage/record.ts'
import { samplers } from '../../models/diffusion/samplers/samplers.ts'
import { small, tinyWorkspace } from './tiny-workspace.ts'

test('every sampler by its name makes a picture of its own', async (t) => {
  const { run, pixels, asset } = await tinyWorkspace(t, 'tiny-sd15')
  const seen = new Map<string, string>()
  for (const { name } of samplers) {
    // Each with its own schedule: over the same one DDIM is Euler. With four steps those of second and third order differ too.
    const { image } = await run('image.generate', { ...small, sampler: name, steps: 4 })
    assert.equal(asset(image).facts['sampler'], name)
    const hash = sha256((await pixels(image)).data)
    assert.equal(seen.get(hash), undefined, `${name} makes the same as ${seen.get(hash)}`)
    seen.set(hash, name)
  }
})

test('the prompt language acts in the picture: weights, emphasis, BREAK, editing, alternation, negative words', async (t) => {
  const { make } = await tinyWorkspace(t, 'tiny-sd15')
  const of = async (prompt: string, more: object = {}) => sha256((await make({ prompt, ...more })).data)
  const same: readonly (readonly [a: string, b: string])[] = [
    ['a (cat:1.1) here', 'a (cat) here'],
    ['a (cat:1) here', 'a cat here'],
    // Before the first step, and behind the last one.
    ['a [cat:dog:0] here', 'a dog here'],
    ['a [cat:dog:99] here', 'a cat here'],
  ]
  for (const [a, b] of same) assert.equal(await of(a), await of(b), `${a} | ${b}`)
  const long = 'a small red house, '.repeat(20)
  const different = [
    'a cat here',
    'a (cat:1.3) here',
    'a [cat] here',
    'a [cat:dog:0.5] here',
    'a [cat|dog] here',
    'a BREAK cat here',
    `a cat here, ${long}`,
    `a cat here, ${long} blue`,
  ]
  const hashes = await Promise.all(different.map((prompt) => of(prompt)))
  assert.equal(new Set(hashes).size, different.length, hashes.join('\n'))
  assert.notEqual(await of('a cat here', { negativePrompt: 'dog' }), hashes[0])
  assert.equal(
    await of('a cat here', { negativePrompt: 'dog', guidance: 1 }),
    await of('a cat here', { guidance: 1 }),
    'without guidance the negative prompt has no say',
  )
})

test('a batch is the pictures of the seeds one by one; a variation leads from one seed to another', async (t) => {
  const { run, pixels, make, asset } = await tinyWorkspace(t, 'tiny-sd15')
  const { image, images, seed } = await run('image.generate', { ...small, count: 3, seed: 2 ** 32 - 2 })
  assert.deepEqual([images.length, image, seed], [3, images[0], 2 ** 32 - 2])
  // Behind the largest seed comes 0.
  for (const [n, of] of [2 ** 32 - 2, 2 ** 32 - 1, 0].entries()) {
    assert.equal(asset(images[n]).facts['seed'], of)
    assert.deepEqual((await pixels(images[n])).data, (await make({ seed: of })).data)
  }
  const [one, other] = [await make({ seed: 1 }), await make({ seed: 7 })]
  const vary = (variationStrength: number) => make({ seed: 1, variationSeed: 7, variationStrength })
  assert.deepEqual((await vary(0)).data, one.data)
  assert.deepEqual((await vary(1)).data, other.data)
  const apart = (a: { data: Uint8Array }, b: { data: Uint8Array }) =>
    a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0)
  const little = await vary(0.1)
  assert.ok(apart(little, one) > 0 && apart(little, one) < apart(little, other))
})
