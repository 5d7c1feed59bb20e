import { half, times } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { add, conv } from '../graph/layers.ts'
import { batchNorm, convolve, enlarge, relu } from './dense-layers.ts'
import { fusionDecoder } from './fusion-decoder.ts'

/** Of the batch norms: TensorFlow's, where the weights come from. */
const epsilon = 1e-3

/**
 * The groups of EfficientNet's blocks by their places in MiDaS' names, with the stride of the first of each (Tan & Le 2019,
 * arXiv:1905.11946, table 1). The first group comes behind the stem, its norm and its activation.
 */
const levels = [
  [
    { at: 'layer1.3', stride: 1 },
    { at: 'layer1.4', stride: 2 },
  ],
  [{ at: 'layer2.0', stride: 2 }],
  [
    { at: 'layer3.0', stride: 2 },
    { at: 'layer3.1', stride: 1 },
  ],
  [
    { at: 'layer4.0', stride: 2 },
    { at: 'layer4.1', stride: 1 },
  ],
] as const

/**
 * MiDaS small (v2.1; midas/midas_net_custom.py in isl-org/MiDaS): EfficientNet-Lite3 with TensorFlow's padding, and a decoder that
 * narrows by half from level to level. Input: image [b, 3, h, w], ImageNet's normalisation, sides multiples of 32. Output: depth
 * [b, 1, h, w].
 */
export function midasSmall(g: Graph): void {
  const image = g.input('image', ['batch', 3, 'height', 'width'])
  let x = activated(g, normalised(g, same(g, image, 'pretrained.layer1.0', 2), 'pretrained.layer1.1'))
  const taken = levels.map((groups) => {
    for (const { at, stride } of groups) {
      for (let n = 0; g.has(`pretrained.${at}.${n}.bn1.weight`); n++) {
        x = block(g, x, `pretrained.${at}.${n}`, n === 0 ? stride : 1)
      }
    }
    return x
  })
  const { paths } = fusionDecoder(g, taken as [Tensor, Tensor, Tensor, Tensor])
  g.cut()
  const last = conv(g, paths[3], 'scratch.output_conv.0')
  const [, , h, w] = last.shape
  const whole = enlarge(g, last, 2, [times(h!, 2), times(w!, 2)], { keep: 'borders' })
  const hidden = relu(g, conv(g, whole, 'scratch.output_conv.2'))
  g.output('depth', relu(g, conv(g, hidden, 'scratch.output_conv.4')))
}

/** Widened, filtered in each channel, narrowed (Sandler et al. 2018, arXiv:1801.04381); the first of all is not widened. */
function block(g: Graph, x: Tensor, name: string, stride: 1 | 2): Tensor {
  if (!g.has(`${name}.conv_pwl.weight`)) {
    const filtered = activated(g, normalised(g, inChannels(g, x, `${name}.conv_dw`, stride), `${name}.bn1`))
    return added(g, normalised(g, same(g, filtered, `${name}.conv_pw`, 1), `${name}.bn2`), x, stride)
  }
  const wide = activated(g, normalised(g, same(g, x, `${name}.conv_pw`, 1), `${name}.bn1`))
  const filtered = activated(g, normalised(g, inChannels(g, wide, `${name}.conv_dw`, stride), `${name}.bn2`))
  return added(g, normalised(g, same(g, filtered, `${name}.conv_pwl`, 1), `${name}.bn3`), x, stride)
}

/** With what came in, where it has the same shape. */
function added(g: Graph, y: Tensor, x: Tensor, stride: 1 | 2): Tensor {
  return stride === 1 && x.shape[1] === y.shape[1] ? add(g, y, x) : y
}

function same(g: Graph, x: Tensor, name: string, stride: 1 | 2, groups = 1): Tensor {
  const [, , h, w] = x.shape
  return convolve(g, x, name, { stride, groups, padding: 'same', to: stride === 1 ? [h!, w!] : [half(h!), half(w!)] })
}

function inChannels(g: Graph, x: Tensor, name: string, stride: 1 | 2): Tensor {
  return same(g, x, name, stride, x.shape[1] as number)
}

function normalised(g: Graph, x: Tensor, name: string): Tensor {
  return batchNorm(g, x, name, { epsilon })
}

/** Between 0 and 6. */
function activated(g: Graph, x: Tensor): Tensor {
  return g.add('Clip', [x, g.constant(0), g.constant(6)], x.shape)
}
