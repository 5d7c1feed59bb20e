import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { tfjsGraph, tfjsScale } from './tfjs-graph.ts'
import { openTfjsModel } from './tfjs-model.ts'
import {
  tinyTfjsKernels as kernels,
  tfjsLayer as layer,
  tinyTfjsValues as valuesOf,
  tinyTfjsWeights as weights,
  writeTinyTfjsModel,
} from './tiny-tfjs-model.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'tfjs-'))
after(() => rmSync(folder, { recursive: true }))

/** Pictures as TensorFlow keeps them, channels last. */
interface Picture {
  readonly height: number
  readonly width: number
  readonly channels: number
  at(y: number, x: number, c: number): number
}

function picture(height: number, width: number, channels: number, value: Picture['at']): Picture {
  const data = new Float64Array(height * width * channels)
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / channels)
    data[i] = value(Math.floor(pixel / width), pixel % width, i % channels)
  }
  const inside = (y: number, x: number) => y >= 0 && x >= 0 && y < height && x < width
  return { height, width, channels, at: (y, x, c) => (inside(y, x) ? data[(y * width + x) * channels + c]! : 0) }
}

/** The same layers written out pixel by pixel, from Keras' own documentation of them. */
function evaluate(input: Picture): Picture {
  const convolve = (name: string, x: Picture): Picture => {
    const [h, w, into, out] = kernels[name]!
    const kernel = valuesOf({ name: `${name}/kernel`, shape: kernels[name]! })
    const bias = valuesOf({ name: `${name}/bias`, shape: [out] })
    return picture(x.height, x.width, out, (y, column, o) => {
      let sum = bias[o]!
      for (let dy = 0; dy < h; dy++) {
        for (let dx = 0; dx < w; dx++) {
          for (let i = 0; i < into; i++) {
            const weight = kernel[((dy * w + dx) * into + i) * out + o]!
            sum += weight * x.at(y + dy - (h - 1) / 2, column + dx - (w - 1) / 2, i)
          }
        }
      }
      return sum
    })
  }
  const map = (x: Picture, channels: number, value: Picture['at']) => picture(x.height, x.width, channels, value)
  const first = convolve('first', input)
  const dense = convolve('dense', first)
  const joined = map(first, 6, (y, x, c) => (c < 4 ? first.at(y, x, c) : Math.max(0, dense.at(y, x, c - 4))))
  const fused = convolve('fused', joined)
  const sum = map(first, 4, (y, x, c) => first.at(y, x, c) + 0.2 * Math.max(0, fused.at(y, x, c)))
  const wide = convolve('wide', sum)
  // tf.depthToSpace: a pixel's channels are its block's rows, then columns, then colours.
  const shuffled = picture(2 * sum.height, 2 * sum.width, 3, (y, x, c) =>
    wide.at(Math.floor(y / 2), Math.floor(x / 2), ((y % 2) * 2 + (x % 2)) * 3 + c),
  )
  return convolve('last', shuffled)
}

test('a Layers model gives what its layers say, over the whole picture and its border', async () => {
  const model = await openTfjsModel(writeTinyTfjsModel(folder, 'whole'))
  assert.equal(tfjsScale(model), 2)
  const graph = new Graph('tfjs', model.weights)
  tfjsGraph(graph, model)
  await using session = await openSession(graph)
  const [height, width] = [5, 7]
  const data = hashedTensor('tfjs', 'input', 3 * height * width, { scale: 0.5, offset: 0.5 })
  const { out } = await session.run({ image: { data, shape: [1, 3, height, width] } })
  assert.deepEqual(out!.shape, [1, 3, 2 * height, 2 * width])
  const want = evaluate(picture(height, width, 3, (y, x, c) => data[(c * height + y) * width + x]!))
  for (let i = 0; i < out!.data.length; i++) {
    const [c, pixel] = [Math.floor(i / (4 * height * width)), i % (4 * height * width)]
    const expected = want.at(Math.floor(pixel / (2 * width)), pixel % (2 * width), c)
    assert.ok(Math.abs((out!.data[i] as number) - expected) < 1e-5, `element ${i}: ${out!.data[i]}, not ${expected}`)
  }
})

test('what does not belong together is an error that says so', async () => {
  const broken = async (name: string, change: (model: Record<string, unknown>) => void) =>
    openTfjsModel(writeTinyTfjsModel(folder, name, change))
  await assert.rejects(
    broken('short', (model) => Object.assign(model, { weightsManifest: [{ paths: ['short-1.bin'], weights }] })),
    {
      code: 'corrupt-file',
      message: /lists 2968 bytes of weights; its shards hold 431/,
    },
  )
  for (const path of ['../secret', '/etc/passwd', '..']) {
    await assert.rejects(
      broken('outside', (model) => Object.assign(model, { weightsManifest: [{ paths: [path], weights }] })),
      {
        message: /paths\.0: is no plain file name/,
      },
    )
  }
  const quantized = weights.map((entry) => ({ ...entry, quantization: { dtype: 'uint8' } }))
  await assert.rejects(
    broken('quantized', (model) => Object.assign(model, { weightsManifest: [{ paths: [], weights: quantized }] })),
    {
      message: /it is quantized/,
    },
  )
})

test('a layer that is not known is refused by its name', () => {
  const build = (bad: ReturnType<typeof layer>) => () => {
    const inputs = bad.inbound_nodes.flat().map(([from]) => from as string)
    const graph = new Graph('tfjs', {
      info: () => undefined,
      names: () => [],
      floats: async () => new Float32Array(),
      locate: () => undefined,
    })
    const input = {
      kind: 'InputLayer',
      name: 'input',
      config: { batch_input_shape: [null, null, null, 3] },
      inputs: [],
    }
    tfjsGraph(graph, {
      layers: [input, { kind: bad.class_name, name: bad.name, config: bad.config, inputs }],
      output: bad.name,
    })
  }
  assert.throws(build(layer('LSTM', 'memory', ['input'])), {
    code: 'bad-input',
    message: 'The layer "memory" (LSTM) is of a kind that is not known.',
  })
  assert.throws(build(layer('Activation', 'a', ['input'], { activation: 'mish' })), {
    message: /has the activation mish/,
  })
  assert.throws(build(layer('Conv2D', 'c', ['input'], { strides: [2, 2] })), { message: /has strides 2,2, not 1,1/ })
  assert.throws(build(layer('Add', 's', ['later'])), { message: /takes "later", which does not come before it/ })
})
