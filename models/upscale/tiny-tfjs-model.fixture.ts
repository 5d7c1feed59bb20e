import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashedTensor } from '../golden/hashed-tensor.ts'

/** The weights of a tiny network with every kind of layer that the packages' upscalers have; kernels [h, w, in, out]. */
export const tinyTfjsKernels: Record<string, [number, number, number, number]> = {
  first: [3, 3, 3, 4],
  dense: [3, 3, 4, 2],
  fused: [1, 1, 6, 4],
  wide: [3, 3, 4, 12],
  last: [3, 3, 3, 3],
}
export const tinyTfjsWeights = Object.entries(tinyTfjsKernels).flatMap(([name, shape]) => [
  { name: `${name}/kernel`, shape, dtype: 'float32' },
  { name: `${name}/bias`, shape: [shape[3]], dtype: 'float32' },
])
export const tinyTfjsValues = ({ name, shape }: { name: string; shape: readonly number[] }) =>
  hashedTensor(
    'tfjs',
    name,
    shape.reduce((all, d) => all * d, 1),
    { scale: 0.4 },
  )

export const tfjsLayer = (class_name: string, name: string, inputs: string[], config: object = {}) => ({
  class_name,
  name,
  config: { name, ...config },
  inbound_nodes: inputs.length === 0 ? [] : [inputs.map((from) => [from, 0, 0, {}])],
})
const conv = (name: string, from: string, activation = 'linear') =>
  tfjsLayer('Conv2D', name, [from], {
    filters: tinyTfjsKernels[name]![3],
    kernel_size: tinyTfjsKernels[name]!.slice(0, 2),
    strides: [1, 1],
    padding: 'same',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    groups: 1,
    activation,
    use_bias: true,
  })
const layers = [
  tfjsLayer('InputLayer', 'input', [], { batch_input_shape: [null, null, null, 3] }),
  conv('first', 'input'),
  conv('dense', 'first'),
  tfjsLayer('Activation', 'relu', ['dense'], { activation: 'relu' }),
  tfjsLayer('Concatenate', 'joined', ['first', 'relu'], { axis: 3 }),
  conv('fused', 'joined', 'relu'),
  tfjsLayer('MultiplyBeta', 'fraction', ['fused'], { beta: 0.2 }),
  tfjsLayer('Add', 'sum', ['first', 'fraction']),
  conv('wide', 'sum'),
  tfjsLayer('PixelShuffle2x', 'shuffle', ['wide'], { scale: 2 }),
  conv('last', 'shuffle'),
]

/** Writes it as `<name>.json` and two shards; `change` alters the model's JSON. Returns the path of the JSON. */
export function writeTinyTfjsModel(
  folder: string,
  name = 'model',
  change: (model: Record<string, unknown>) => void = () => {},
): string {
  const model = {
    format: 'layers-model',
    modelTopology: { model_config: { class_name: 'Functional', config: { layers, output_layers: [['last', 0, 0]] } } },
    weightsManifest: [{ paths: [`${name}-1.bin`, `${name}-2.bin`], weights: tinyTfjsWeights }],
  }
  change(model)
  const bytes = Buffer.concat(tinyTfjsWeights.map((entry) => Buffer.from(tinyTfjsValues(entry).buffer)))
  // Shards end anywhere, in the middle of a number too.
  writeFileSync(join(folder, `${name}-1.bin`), bytes.subarray(0, 431))
  writeFileSync(join(folder, `${name}-2.bin`), bytes.subarray(431))
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(model))
  return join(folder, `${name}.json`)
}
