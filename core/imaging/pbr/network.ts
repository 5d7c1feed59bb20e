/** A small network of full layers with leaky rectifiers between them; numbers as JSON keeps them. */
export interface Network {
  /** Of each input: what is taken off it, and what it is divided by. */
  readonly mean: readonly number[]
  readonly spread: readonly number[]
  readonly layers: readonly { readonly weights: readonly number[]; readonly bias: readonly number[] }[]
}

/** What a rectifier lets through of a number below zero. */
export const leak = 0.1
/** Inputs are kept within so many deviations: beyond there was nothing to learn from. */
export const inputBound = 4

/** A function that reads `inputs` and writes `outputs`, point by point, for as many points as are asked for. */
export function runNetwork({
  mean,
  spread,
  layers,
}: Network): (inputs: Float32Array, outputs: Float32Array, points: number) => void {
  const inputCount = mean.length
  const shift = Float64Array.from(mean)
  const scale = Float64Array.from(spread, (value) => 1 / value)
  const stages = layers.map(({ weights, bias }) => ({
    weights: Float64Array.from(weights),
    bias: Float64Array.from(bias),
    values: new Float64Array(bias.length),
  }))
  const first = new Float64Array(inputCount)
  const outputCount = stages.at(-1)!.values.length
  return (inputs, outputs, points) => {
    for (let point = 0; point < points; point++) {
      for (let i = 0; i < inputCount; i++) {
        const value = (inputs[point * inputCount + i]! - shift[i]!) * scale[i]!
        first[i] = value > inputBound ? inputBound : value < -inputBound ? -inputBound : value
      }
      let from = first
      for (let stage = 0; stage < stages.length; stage++) {
        const { weights, bias, values } = stages[stage]!
        const size = from.length
        const rectify = stage < stages.length - 1
        for (let o = 0, w = 0; o < values.length; o++) {
          let sum = bias[o]!
          for (let i = 0; i < size; i++, w++) sum += weights[w]! * from[i]!
          values[o] = rectify && sum < 0 ? sum * leak : sum
        }
        from = values
      }
      for (let o = 0; o < outputCount; o++) outputs[point * outputCount + o] = from[o]!
    }
  }
}
