/** A latent while it is computed on: float64, so that a step adds no rounding of its own; the network sees float32. */
export type Vector = Float64Array

/** c₁·x₁ + c₂·x₂ + …, element by element: every formula of the samplers is one of these. */
export function sum(...terms: readonly (readonly [coefficient: number, vector: Vector])[]): Vector {
  const total = new Float64Array(terms[0]![1].length)
  for (const [coefficient, vector] of terms) {
    for (let i = 0; i < total.length; i++) total[i]! += coefficient * vector[i]!
  }
  return total
}
