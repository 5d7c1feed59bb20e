import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { tinyTflite } from '../../models/cutout/tiny-tflite.fixture.ts'
import { encodeModel } from '../../models/graph/encode-model.ts'
import { Graph } from '../../models/graph/graph.ts'
import { slice } from '../../models/graph/layers.ts'
import { graphParts } from '../../models/graph/parts.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { decodeImage } from './codecs/decode-image.ts'
import { encodePng } from './codecs/encode-png.ts'
import { plainBackground } from './cutout/plain-background.ts'

type Paint = (x: number, y: number) => readonly number[]

function painted(width: number, height: number, paint: Paint): Pixels {
  const rows = Array.from({ length: width * height }, (_, i) => paint(i % width, Math.floor(i / width)))
  return { width, height, channels: rows[0]!.length as 3 | 4, data: Uint8Array.from(rows.flat()) }
}

async function workspace(t: TestContext) {
  const own = await temporaryWorkspace(t)
  const run = async (pixels: Pixels, input: object = {}) => {
    const file = join(temporaryFolder(t), 'picture.png')
    writeFileSync(file, encodePng(pixels))
    const { id: image } = await own.importFile(file, { projectId: own.projects.current().id })
    const { id } = await own.queue.submit({ node: 'image.cutout', input: { image, ...input } })
    const output = (await own.queue.wait(id)).output as {
      image: string
      method: string
      model?: string
      foreground: number
    }
    return { ...output, pixels: await decodeImage(own.assets.read(own.assets.get(output.image))) }
  }
  return { own, run }
}

const alphaAt = ({ width, data }: Pixels, x: number, y: number) => data[4 * (y * width + x) + 3]

test('one colour is taken away from the border inwards: a hole of that colour stays', async (t) => {
  const { run } = await workspace(t)
  const ring: Paint = (x, y) => {
    const d = Math.hypot(x - 20, y - 20)
    return d > 6 && d < 14 ? [200, 30, 30] : [250 - (x % 3), 250, 250]
  }
  const { pixels, method, foreground } = await run(painted(41, 41, ring))
  assert.equal(method, 'plain-background')
  assert.deepEqual([alphaAt(pixels, 0, 0), alphaAt(pixels, 20, 10), alphaAt(pixels, 20, 20)], [0, 255, 255])
  assert.ok(Math.abs(foreground - (Math.PI * 14 ** 2) / 41 ** 2) < 0.03)
})

test('transparency that is there is kept; a picture of nothing but that is refused', async (t) => {
  const { run } = await workspace(t)
  const half: Paint = (x) => [10, 20, 30, x < 8 ? 255 : 0]
  const { pixels, method } = await run(painted(16, 16, half))
  assert.deepEqual([method, alphaAt(pixels, 7, 3), alphaAt(pixels, 8, 3)], ['given', 255, 0])
  await assert.rejects(run(painted(4, 4, () => [1, 2, 3, 0])), { code: 'bad-input', message: /transparent all over/ })
  await assert.rejects(run(painted(1, 1, () => [1, 2, 3])), { code: 'bad-input', message: /Nothing stands out/ })
})

test('an ONNX network that is added as a background model is run, and one that takes no picture is refused', async (t) => {
  const { own, run } = await workspace(t)
  const folder = temporaryFolder(t)
  const add = async (name: string, channels: number) => {
    const graph = new Graph(name, {
      names: () => [],
      info: () => undefined,
      floats: async () => new Float32Array(),
      locate: () => undefined,
    })
    const picture = graph.input('picture', [1, channels, 32, 32])
    // How red it is, as a number below and above 0.
    graph.output('mask', slice(graph, picture, 1, 0, 1))
    const path = join(folder, `${name}.onnx`)
    writeFileSync(
      path,
      encodeModel(graphParts(graph)[0]!, () => assert.fail('it has no weights')),
    )
    await (await own.library()).add(path, { kind: 'segmentation' })
  }
  await add('tiny-isnet', 3)
  const red = painted(40, 20, (x, y) => (x < 20 ? [255, 5 * y, 0] : [0, 5 * y, 255]))
  const { pixels, method, model } = await run(red)
  assert.equal(method, 'model')
  assert.match(model!, /^tiny-isnet/)
  assert.deepEqual([alphaAt(pixels, 2, 10), alphaAt(pixels, 38, 10)], [255, 0])
  await add('two-channels', 2)
  await assert.rejects(run(red, { model: 'two-channels' }), {
    code: 'bad-input',
    message: /something else than one picture/,
  })
})

test('what has neither goes to a model, once one is installed', async (t) => {
  const { own, run } = await workspace(t)
  const noise = painted(24, 16, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y * 13) % 256])
  assert.equal(plainBackground(noise), undefined)
  await assert.rejects(run(noise), { code: 'no-model', message: /neither transparency nor a plain background/ })
  const file = join(temporaryFolder(t), 'tiny.tflite')
  writeFileSync(file, tinyTflite())
  await (await own.library()).add(file, { kind: 'segmentation' })
  const { pixels, method, model } = await run(noise)
  assert.deepEqual([method, pixels.width, pixels.height], ['model', 24, 16])
  assert.match(model!, /^tiny/)
  assert.ok(new Set(pixels.data.filter((_, i) => i % 4 === 3)).size > 10)
})
