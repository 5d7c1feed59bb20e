import { inputBound, leak, type Network } from '../../core/imaging/pbr/network.ts'
import type { Random } from '../../models/procedural/random.ts'

export interface Samples {
  readonly inputs: Float32Array
  readonly targets: Float32Array
  /** How much each target counts. */
  readonly weights: Float32Array
  readonly inputCount: number
  readonly targetCount: number
}

/** Fits a network by Adam (D. Kingma, J. Ba, 2015) on squared errors of targets that are taken to unit deviation. */
export function trainNetwork(
  { inputs, targets, weights: shares, inputCount, targetCount }: Samples,
  {
    hidden,
    epochs,
    random,
    say,
  }: { hidden: readonly number[]; epochs: number; random: Random; say: (text: string) => void },
): Network {
  const count = inputs.length / inputCount
  const [mean, spread] = statistics(inputs, inputCount)
  const [targetMean, targetSpread] = statistics(targets, targetCount)
  const sizes = [inputCount, ...hidden, targetCount]
  const layers = sizes.slice(1).map((size, l) => {
    const from = sizes[l]!
    const parameters = Float64Array.from({ length: size * from + size }, (_, i) =>
      i < size * from ? (random() + random() - 1) * Math.sqrt(3 / from) : 0,
    )
    return {
      from,
      size,
      parameters,
      gradient: new Float64Array(parameters.length),
      first: new Float64Array(parameters.length),
      second: new Float64Array(parameters.length),
      values: new Float64Array(size),
      delta: new Float64Array(size),
    }
  })
  const batch = 128
  const steps = Math.floor(count / batch) * epochs
  const input = new Float64Array(inputCount)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    let loss = 0
    for (let b = 0; b + batch <= count; b += batch) {
      for (let n = 0; n < batch; n++) {
        const at = random.integer(0, count - 1)
        for (let i = 0; i < inputCount; i++) {
          const value = (inputs[at * inputCount + i]! - mean[i]!) / spread[i]!
          input[i] = Math.min(inputBound, Math.max(-inputBound, value))
        }
        let from = input
        for (const [l, { size, parameters, values }] of layers.entries()) {
          const bias = size * from.length
          for (let o = 0, w = 0; o < size; o++) {
            let sum = parameters[bias + o]!
            for (let i = 0; i < from.length; i++, w++) sum += parameters[w]! * from[i]!
            values[o] = l < layers.length - 1 && sum < 0 ? sum * leak : sum
          }
          from = values
        }
        const last = layers.at(-1)!
        for (let o = 0; o < targetCount; o++) {
          const want = (targets[at * targetCount + o]! - targetMean[o]!) / targetSpread[o]!
          const error = last.values[o]! - Math.min(6, Math.max(-6, want))
          loss += error * error
          last.delta[o] = error * shares[at * targetCount + o]!
        }
        for (let l = layers.length - 1; l >= 0; l--) {
          const { size, parameters, gradient, delta } = layers[l]!
          const before = layers[l - 1]
          const values = before?.values ?? input
          const width = values.length
          before?.delta.fill(0)
          for (let o = 0, w = 0; o < size; o++) {
            const d = delta[o]!
            gradient[size * width + o]! += d
            for (let i = 0; i < width; i++, w++) {
              gradient[w]! += d * values[i]!
              if (before !== undefined) before.delta[i]! += d * parameters[w]!
            }
          }
          if (before !== undefined) {
            for (let i = 0; i < width; i++) if (before.values[i]! < 0) before.delta[i]! *= leak
          }
        }
      }
      step += 1
      // From 0.003 down to nothing along a half cosine.
      const rate = 0.0015 * (1 + Math.cos((Math.PI * step) / steps))
      const [c1, c2] = [1 - 0.9 ** step, 1 - 0.999 ** step]
      for (const { parameters, gradient, first, second } of layers) {
        for (let i = 0; i < parameters.length; i++) {
          const g = gradient[i]! / batch
          gradient[i] = 0
          first[i] = 0.9 * first[i]! + 0.1 * g
          second[i] = 0.999 * second[i]! + 0.001 * g * g
          parameters[i]! -= (rate * (first[i]! / c1)) / (Math.sqrt(second[i]! / c2) + 1e-8)
        }
      }
    }
    say(
      `epoch ${epoch + 1}: ${(loss / (Math.floor(count / batch) * batch) / targetCount).toFixed(4)} of the variance is left`,
    )
  }
  // The last layer answers in the targets' own units.
  return {
    mean: mean.map(short),
    spread: spread.map(short),
    layers: layers.map(({ from, size, parameters }, l) => {
      const unit = (o: number) => (l === layers.length - 1 ? targetSpread[o]! : 1)
      const shift = (o: number) => (l === layers.length - 1 ? targetMean[o]! : 0)
      return {
        weights: Array.from({ length: size * from }, (_, w) => short(parameters[w]! * unit(Math.floor(w / from)))),
        bias: Array.from({ length: size }, (_, o) => short(parameters[size * from + o]! * unit(o) + shift(o))),
      }
    }),
  }
}

function statistics(values: Float32Array, width: number): [mean: number[], spread: number[]] {
  const count = values.length / width
  const mean = new Array<number>(width).fill(0)
  const square = new Array<number>(width).fill(0)
  for (let i = 0; i < values.length; i++) {
    mean[i % width]! += values[i]! / count
    square[i % width]! += values[i]! ** 2 / count
  }
  return [mean, square.map((value, i) => Math.sqrt(Math.max(1e-8, value - mean[i]! ** 2)))]
}

/** Four digits are more than the fit is worth. */
export function short(value: number): number {
  return Number(value.toPrecision(4))
}
