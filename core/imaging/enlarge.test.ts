import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enlarge } from './enlarge.ts'

const context = {
  signal: new AbortController().signal,
  model: () => Promise.reject(new Error('no upscaler is asked for')),
}

/** A picture that tiles: waves of whole periods; enlarged, its border is as smooth as its inside. */
function waves(width: number, height: number) {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [(Math.floor(i / 3) % width) + 0.5, Math.floor(i / 3 / width) + 0.5]
    return 128 + 60 * Math.sin((2 * Math.PI * 4 * x) / width + 1) + 60 * Math.sin((2 * Math.PI * 3 * y) / height + 2)
  })
  return { width, height, channels: 3, data } as const
}

test('what tiles still does after an enlargement, along the axes that are to', async () => {
  const picture = waves(64, 48)
  for (const times of [1.5, 2, 1.3]) {
    const rounded = [64, 48].map((side) => Math.round((side * times) / 8) * 8) as [number, number]
    const ideal = waves(...rounded)
    const errorOf = async (seamless: 'none' | 'xy') => {
      const { data, width, height } = await enlarge(picture, times, { seamless }, context)
      assert.deepEqual([width, height], rounded)
      // The first and last columns only.
      return data.reduce((worst, value, i) => {
        const x = Math.floor(i / 3) % width
        return x > 0 && x < width - 1 ? worst : Math.max(worst, Math.abs(value - ideal.data[i]!))
      }, 0)
    }
    const [plain, seamless] = [await errorOf('none'), await errorOf('xy')]
    assert.ok(seamless <= 3 && plain > 2 * seamless, `${times} times: off by ${plain} without and ${seamless} with`)
  }
})
