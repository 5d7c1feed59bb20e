/** Three numbers, for code that is not hot. */
export type Vector = [number, number, number]

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/** Downwards for a vector without length. */
export function unit(a: Vector): Vector {
  const length = Math.sqrt(dot(a, a))
  return length > 0 ? [a[0] / length, a[1] / length, a[2] / length] : [0, -1, 0]
}

/** The unit part of a vector at right angles to a unit axis. */
export function across(a: Vector, axis: Vector): Vector {
  const along = dot(a, axis)
  return unit([a[0] - along * axis[0], a[1] - along * axis[1], a[2] - along * axis[2]])
}

export function vectorAt(values: Float32Array, index: number): Vector {
  return [values[index * 3]!, values[index * 3 + 1]!, values[index * 3 + 2]!]
}
