import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'

const picture = { prompt: 'copper gear', width: 64, height: 64, seed: 1 }

test('steps take what earlier ones gave, are one job, and are each answered from the cache', async (t) => {
  const { queue, assets } = await temporaryWorkspace(t)
  const run = async (steps: unknown) => {
    const { id } = await queue.submit({ node: 'steps.run', input: { steps } })
    return (await queue.wait(id)).output as { outputs: { image: string; width?: number }[] }
  }
  const steps = [
    { node: 'image.generate', input: picture },
    { node: 'image.resize', input: { image: { step: 0, output: 'image' }, width: 32 } },
    { node: 'image.invert', input: { image: { step: 1, output: 'image' } } },
  ]
  const { outputs } = await run(steps)
  const [made, small, inverted] = outputs.map(({ image }) => assets.get(image))
  assert.deepEqual([small!.parents, inverted!.parents], [[made!.id], [small!.id]])
  assert.equal(outputs[1]!.width, 32)
  assert.deepEqual(await run(steps), { outputs })
})

test('a reference to nothing is refused with both numbers', async (t) => {
  const { queue } = await temporaryWorkspace(t)
  for (const reference of [
    { step: 1, output: 'image' },
    { step: 0, output: 'picture' },
    { step: 0, output: 'images', index: 3 },
  ]) {
    const steps = [
      { node: 'image.generate', input: picture },
      { node: 'image.invert', input: { image: reference } },
    ]
    const { id } = await queue.submit({ node: 'steps.run', input: { steps } })
    await assert.rejects(queue.wait(id), { code: 'bad-input', message: /Step 1 takes .* which gives none/ })
  }
})
