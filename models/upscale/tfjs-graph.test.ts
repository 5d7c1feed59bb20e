import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { tfjsGraph, tfjsScale } from './tfjs-graph.ts'
import { openTfjsModel } from './tfjs-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'tfjs-'))
after(() => rmSync(folder, { recursive: true }))

/** The weights of a tiny network with every kind of layer that the packages' upscalers have; kernels [h, w, in, out]. */
const kernels: Record<string, [number, number, number, number]> = {
  first: [3, 3, 3, 4],
  dense: [3, 3, 4, 2],
  fused: [1, 1, 6, 4],
  wide: [3, 3, 4, 12],
  last: [3, 3, 3, 3],
}
const weights = Object.entries(kernels).flatMap(([name, shape]) => [
  { name: `${name}/kernel`, shape, dtype: 'float32' },
  { name: `${name}/bias`, shape: [shape[3]], dtype: 'float32' },
])
const valuesOf = ({ name, shape }: { name: string; shape: readonly number[] }) =>
  hashedTensor(
    'tfjs',
    name,
    shape.reduce((all, d) => all * d, 1),
    { scale: 0.4 },
  )

const layer = (class_name: string, name: string, inputs: string[], config: object = {}) => ({
  class_name,
  name,
  config: { name, ...config },
  inbound_nodes: inputs.length === 0 ? [] : [inputs.map((from) => [from, 0, 0, {}])],
})
const conv = (name: string, from: string, activation = 'linear') =>
  layer('Conv2D', name, [from], {
    filters: kernels[name]![3],
    kernel_size: kernels[name]!.slice(0, 2),
    strides: [1, 1],
    padding: 'same',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    groups: 1,
    activation,
    use_bias: true,
  })
const layers = [
  layer('InputLayer', 'input', [], { batch_input_shape: [null, null, null, 3] }),
  conv('first', 'input'),
  conv('dense', 'first'),
  layer('Activation', 'relu', ['dense'], { activation: 'relu' }),
  layer('Concatenate', 'joined', ['first', 'relu'], { axis: 3 }),
  conv('fused', 'joined', 'relu'),
  layer('MultiplyBeta', 'fraction', ['fused'], { beta: 0.2 }),
  layer('Add', 'sum', ['first', 'fraction']),
  conv('wide', 'sum'),
  layer('PixelShuffle2x', 'shuffle', ['wide'], { scale: 2 }),
  conv('last', 'shuffle'),
]

function writeModel(name: string, change: (model: Record<string, unknown>) => void = () => {}): string {
  const model = {
    format: 'layers-model',
    modelTopology: { model_config: { class_name: 'Functional', config: { layers, output_layers: [['last', 0, 0]] } } },
    weightsManifest: [{ paths: [`${name}-1.bin`, `${name}-2.bin`], weights }],
  }
  const whole = structuredClone(model)
  change(whole)
  const bytes = Buffer.concat(weights.map((entry) => Buffer.from(valuesOf(entry).buffer)))
  // Shards end anywhere, in the middle of a number too.
  writeFileSync(join(folder, `${name}-1.bin`), bytes.subarray(0, 431))
  writeFileSync(join(folder, `${name}-2.bin`), bytes.subarray(431))
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(whole))
  return join(folder, `${name}.json`)
}

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
  const model = await openTfjsModel(writeModel('whole'))
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
    openTfjsModel(writeModel(name, change))
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
