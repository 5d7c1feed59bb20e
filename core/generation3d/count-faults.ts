import { triangleCross } from './triangle-cross.ts'

/** Triangles with two corners at the same place, or all three on a line; `corners` as in a topology. */
export function countDegenerate(positions: Float32Array, corners: Uint32Array): number {
  const cross = new Float64Array(3)
  const squared = (a: number, b: number) => {
    const x = positions[a * 3]! - positions[b * 3]!
    const y = positions[a * 3 + 1]! - positions[b * 3 + 1]!
    const z = positions[a * 3 + 2]! - positions[b * 3 + 2]!
    return x * x + y * y + z * z
  }
  let count = 0
  for (let h = 0; h < corners.length; h += 3) {
    const [a, b, c] = [corners[h]!, corners[h + 1]!, corners[h + 2]!]
    triangleCross(positions, a, b, c, cross)
    // Twice the area against the longest side squared: below 1e-6 no renderer can tell the triangle from a line.
    const longest = Math.max(squared(a, b), squared(a, c), squared(b, c))
    const [x, y, z] = [cross[0]!, cross[1]!, cross[2]!]
    if (!(Math.sqrt(x * x + y * y + z * z) > 1e-6 * longest)) count++
  }
  return count
}

/** Triangles that face against most of those they hang together with: walks over the edges; in each patch the fewer count. */
export function countFlipped({
  corners,
  twins,
}: {
  readonly corners: Uint32Array
  readonly twins: Int32Array
}): number {
  const facing = new Int8Array(corners.length / 3)
  let flipped = 0
  const waiting: number[] = []
  for (let start = 0; start < facing.length; start++) {
    if (facing[start] !== 0) continue
    facing[start] = 1
    waiting.push(start)
    let along = 0
    let against = 0
    while (waiting.length > 0) {
      const triangle = waiting.pop()!
      if (facing[triangle] === 1) along++
      else against++
      for (let h = triangle * 3; h < triangle * 3 + 3; h++) {
        const twin = twins[h]!
        if (twin < 0) continue
        const other = Math.floor(twin / 3)
        if (facing[other] !== 0) continue
        facing[other] = corners[twin] === corners[h] ? (-facing[triangle]! as number) : facing[triangle]!
        waiting.push(other)
      }
    }
    flipped += Math.min(along, against)
  }
  return flipped
}
