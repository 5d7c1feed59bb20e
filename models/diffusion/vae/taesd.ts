import { type Graph, shapeError, type Tensor } from '../../graph/graph.ts'
import { add, conv, multiply, unary, upsample, type Wrap } from '../../graph/layers.ts'
import { below, type WeightSource } from '../../graph/weights.ts'

/**
 * The tiny autoencoder for previews (madebyollin/taesd; diffusers' AutoencoderTiny). A list of numbered layers: what each is
 * can be read off its name and weights, only the clamp and the activation between them have none.
 */
export interface TaesdParameters {
  readonly wrap: Wrap
}

/**
 * One half of it under the numbers of its layers alone: out of a diffusers file (`encoder.layers.0.weight`), or a file of its
 * own as its author publishes them (`0.weight`), where the decoder counts its clamp as layer 0.
 */
export function taesdHalf(source: WeightSource, half: 'encoder' | 'decoder'): WeightSource {
  const prefix = `${half}.layers.`
  return source.info(`${prefix}0.weight`) === undefined ? source : below(source, prefix)
}

/** Input: image [b, 3, h, w] in [−1, 1]. Output: latent [b, c, h/8, w/8], scaled as the U-Net takes it. */
export function taesdEncoder(g: Graph, parameters: TaesdParameters): void {
  const image = g.input('image', ['batch', inputChannels(g), 'height', 'width'])
  // The network was trained on colours in [0, 1].
  let x = add(g, multiply(g, image, g.constant(0.5)), g.constant(0.5))
  for (const layer of layers(g)) {
    if (layer.kind === 'block') x = block(g, x, layer.name, parameters)
    else x = conv(g, x, layer.name, { ...parameters, stride: layer.kind === 'resize' ? 2 : 1 })
  }
  g.output('latent', x)
}

/** Input: latent [b, c, h, w], scaled as the U-Net makes it. Output: image [b, 3, 8h, 8w], about [−1, 1], not clamped. */
export function taesdDecoder(g: Graph, parameters: TaesdParameters): void {
  const latent = g.input('latent', ['batch', inputChannels(g), 'height', 'width'])
  // Far values are drawn in softly: 3·tanh(x/3).
  let x = multiply(g, unary(g, 'Tanh', multiply(g, latent, g.constant(1 / 3))), g.constant(3))
  layers(g).forEach(({ kind, name }, n) => {
    if (kind === 'block') x = block(g, x, name, parameters)
    else x = conv(g, kind === 'resize' ? upsample(g, x) : x, name, parameters)
    if (n === 0) x = unary(g, 'Relu', x)
  })
  g.output('image', add(g, multiply(g, x, g.constant(2)), g.constant(-1)))
}

interface Layer {
  readonly name: string
  /** `resize`: the convolution that halves or follows a doubling. Only those have no bias. */
  readonly kind: 'block' | 'conv' | 'resize'
}

function layers(g: Graph): Layer[] {
  const numbers = new Set<number>()
  for (const name of g.source.names()) {
    const number = /^(\d+)\.(conv\.\d+\.)?weight$/.exec(name)
    if (number !== null) numbers.add(Number(number[1]))
  }
  return [...numbers]
    .sort((a, b) => a - b)
    .map((n) => ({
      name: `${n}`,
      kind: g.has(`${n}.conv.0.weight`) ? 'block' : g.has(`${n}.bias`) ? 'conv' : 'resize',
    }))
}

function inputChannels(g: Graph): number {
  const first = layers(g)[0]
  if (first === undefined) throw shapeError('a TAESD without layers')
  return g.weight(`${first.name}.weight`).shape[1] as number
}

/** Three convolutions and a skip: [b, c, h, w] → [b, out, h, w]. */
function block(g: Graph, x: Tensor, name: string, parameters: TaesdParameters): Tensor {
  let h = unary(g, 'Relu', conv(g, x, `${name}.conv.0`, parameters))
  h = unary(g, 'Relu', conv(g, h, `${name}.conv.2`, parameters))
  h = conv(g, h, `${name}.conv.4`, parameters)
  const skip = g.has(`${name}.skip.weight`) ? conv(g, x, `${name}.skip`) : x
  return unary(g, 'Relu', add(g, h, skip))
}
