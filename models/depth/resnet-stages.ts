import { half } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { add, groupNorm } from '../graph/layers.ts'
import type { WeightSource } from '../graph/weights.ts'
import { convolve, relu } from './dense-layers.ts'

/**
 * The convolutions before the patches of DPT-Hybrid: BiT's ResNet with group norms (Kolesnikov et al. 2020, arXiv:1912.11370) as timm
 * has it behind vit_base_resnet50_384: a stem, then stages of bottlenecks, each stage but the first at half the size. Its
 * weights must be `standardised`. → the result of each stage.
 */
export function resnetStages(g: Graph, image: Tensor, name: string): Tensor[] {
  let x = norm(g, same(g, image, `${name}.stem.conv`, 2), `${name}.stem.norm`, 'relu')
  const [b, c, h, w] = x.shape
  x = g.add('MaxPool', [x], [b!, c!, half(h!), half(w!)], {
    attributes: { kernel_shape: [3, 3], strides: [2, 2], auto_pad: 'SAME_UPPER' },
  })
  const stages: Tensor[] = []
  for (let stage = 0; g.has(`${name}.stages.${stage}.blocks.0.conv1.weight`); stage++) {
    g.cut()
    for (let n = 0; g.has(`${name}.stages.${stage}.blocks.${n}.conv1.weight`); n++) {
      x = bottleneck(g, x, `${name}.stages.${stage}.blocks.${n}`, stage > 0 && n === 0 ? 2 : 1)
    }
    stages.push(x)
  }
  return stages
}

function bottleneck(g: Graph, x: Tensor, name: string, stride: 1 | 2): Tensor {
  const direct = g.has(`${name}.downsample.conv.weight`)
    ? norm(g, same(g, x, `${name}.downsample.conv`, stride), `${name}.downsample.norm`)
    : x
  const narrow = norm(g, same(g, x, `${name}.conv1`, 1), `${name}.norm1`, 'relu')
  const middle = norm(g, same(g, narrow, `${name}.conv2`, stride), `${name}.norm2`, 'relu')
  return relu(g, add(g, norm(g, same(g, middle, `${name}.conv3`, 1), `${name}.norm3`), direct))
}

function same(g: Graph, x: Tensor, name: string, stride: 1 | 2): Tensor {
  const [, , h, w] = x.shape
  return convolve(g, x, name, { stride, padding: 'same', to: stride === 1 ? [h!, w!] : [half(h!), half(w!)] })
}

function norm(g: Graph, x: Tensor, name: string, then?: 'relu'): Tensor {
  const y = groupNorm(g, x, name)
  return then === 'relu' ? relu(g, y) : y
}

/** For rounding: timm's StdConv2dSame as its hybrid transformers use it. */
const epsilon = 1e-8

/**
 * The weights with each filter of the convolutions that `isConvolution` names brought to mean 0 and deviation 1, as the network
 * does before each use (Qiao et al. 2019, arXiv:1903.10520): once, when they are read.
 */
export function standardised(source: WeightSource, isConvolution: (name: string) => boolean): WeightSource {
  const changed = (name: string) => isConvolution(name) && source.info(name)?.shape.length === 4
  return {
    ...source,
    locate: (name) => (changed(name) ? undefined : source.locate(name)),
    async floats(name) {
      const values = await source.floats(name)
      if (!changed(name)) return values
      const filters = source.info(name)!.shape[0]!
      const length = values.length / filters
      const result = new Float32Array(values.length)
      for (let filter = 0; filter < filters; filter++) {
        const own = values.subarray(filter * length, (filter + 1) * length)
        const mean = own.reduce((sum, value) => sum + value, 0) / length
        const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length
        const scale = 1 / Math.sqrt(variance + epsilon)
        for (let i = 0; i < length; i++) result[filter * length + i] = (own[i]! - mean) * scale
      }
      return result
    },
  }
}
