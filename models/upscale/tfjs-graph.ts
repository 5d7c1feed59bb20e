import { WorkspaceError } from '../../base/error.ts'
import { times } from '../graph/dimension.ts'
import { fixed, type Graph, type Tensor } from '../graph/graph.ts'
import { add, concat, conv, multiply, unary } from '../graph/layers.ts'
import type { TfjsLayer, TfjsModel } from './tfjs-model.ts'

/**
 * An upscaler out of a Layers model of TensorFlow.js, as the packages @upscalerjs/esrgan-… hold them (residual in residual
 * dense blocks and a sub-pixel convolution: Shi et al. 2016, arXiv:1609.05158). Input: image [b, 3, h, w], output: out
 * [b, 3, scale·h, scale·w], both in [0, 1]. Errors: `bad-input` for a layer that is not known, by its name.
 */
export function tfjsGraph(g: Graph, { layers, output }: Pick<TfjsModel, 'layers' | 'output'>): void {
  const results = new Map<string, Tensor>()
  for (const layer of layers) {
    const inputs = layer.inputs.map((name) => {
      const tensor = results.get(name)
      if (tensor === undefined) throw unknownLayer(layer, `takes "${name}", which does not come before it`)
      return tensor
    })
    results.set(layer.name, layerGraph(g, layer, inputs))
  }
  const out = results.get(output)
  if (out === undefined) throw new WorkspaceError('corrupt-file', `The model has no layer "${output}", its output.`)
  g.output('out', out)
}

/** How many times higher and wider its result is. */
export function tfjsScale({ layers }: Pick<TfjsModel, 'layers'>): number {
  return layers.filter(({ kind }) => shuffle.test(kind)).reduce((all, layer) => all * numberOf(layer, 'scale'), 1)
}

/** The packages' own class of a sub-pixel layer: PixelShuffle2x, 3x, 4x, 8x. */
const shuffle = /^PixelShuffle\d+x$/

function layerGraph(g: Graph, layer: TfjsLayer, inputs: readonly Tensor[]): Tensor {
  const { kind, name, config } = layer
  const [x] = inputs
  if (kind === 'InputLayer') {
    const channels = (config['batch_input_shape'] as unknown[] | undefined)?.[3]
    if (typeof channels !== 'number') throw unknownLayer(layer, 'has no number of channels')
    return g.input('image', ['batch', channels, 'height', 'width'])
  }
  if (x === undefined) throw unknownLayer(layer, 'takes nothing')
  if (shuffle.test(kind)) return depthToSpace(g, x, numberOf(layer, 'scale'))
  switch (kind) {
    case 'Conv2D': {
      for (const [option, usual] of Object.entries(usualConvolution)) {
        if (config[option] !== undefined && String(config[option]) !== usual) {
          throw unknownLayer(layer, `has ${option} ${config[option]}, not ${usual}`)
        }
      }
      const kernel = g.source.info(`${name}.weight`)?.shape[2]
      if (kernel === undefined || kernel % 2 === 0) throw unknownLayer(layer, 'has no kernel of an odd size')
      return activated(g, layer, conv(g, x, name, { padding: (kernel - 1) / 2 }))
    }
    case 'Activation':
      return activated(g, layer, x)
    case 'Concatenate':
      // Keras counts [batch, height, width, channels].
      if (config['axis'] !== 3 && config['axis'] !== -1) throw unknownLayer(layer, `joins axis ${config['axis']}`)
      return concat(g, inputs, 1)
    case 'Add':
      return inputs.reduce((sum, input) => add(g, sum, input))
    case 'Multiply':
      return inputs.reduce((all, input) => multiply(g, all, input))
    case 'MultiplyBeta':
      // The packages' own class: the fraction of a residual that is added.
      return multiply(g, x, g.constant(numberOf(layer, 'beta')))
    default:
      throw unknownLayer(layer, 'is of a kind that is not known')
  }
}

const usualConvolution: Readonly<Record<string, string>> = {
  strides: '1,1',
  dilation_rate: '1,1',
  groups: '1',
  padding: 'same',
  data_format: 'channels_last',
}

function activated(g: Graph, layer: TfjsLayer, x: Tensor): Tensor {
  switch (layer.config['activation']) {
    case undefined:
    case 'linear':
      return x
    case 'relu':
      return unary(g, 'Relu', x)
    case 'sigmoid':
      return unary(g, 'Sigmoid', x)
    case 'tanh':
      return unary(g, 'Tanh', x)
    default:
      throw unknownLayer(layer, `has the activation ${layer.config['activation']}`)
  }
}

/** [b, c·n², h, w] → [b, c, n·h, n·w]; TensorFlow keeps all colours of one pixel together. */
function depthToSpace(g: Graph, x: Tensor, n: number): Tensor {
  const [b, , h, w] = x.shape
  const channels = fixed(x.shape[1], 'The channels before a pixel shuffle') / n ** 2
  const shape = [b!, channels, times(h!, n), times(w!, n)]
  return g.add('DepthToSpace', [x], shape, { attributes: { blocksize: n, mode: 'DCR' } })
}

function numberOf(layer: TfjsLayer, option: string): number {
  const value = layer.config[option]
  if (typeof value !== 'number') throw unknownLayer(layer, `has no ${option}`)
  return value
}

function unknownLayer({ name, kind }: TfjsLayer, what: string): WorkspaceError {
  return new WorkspaceError('bad-input', `The layer "${name}" (${kind}) ${what}.`, {
    hint: 'Of TensorFlow.js models, the upscalers @upscalerjs/esrgan-… can be run.',
  })
}
