/*
 * The cases of dual marching cubes (Nielson 2004, "Dual Marching Cubes"): how the surface's patches lie in a cell, each patch by the
 * edges it crosses. They follow from one rule: on a face whose corners alternate, the inner ones stay apart. Bit n of a case is set
 * where corner n is inside; corner n lies at (n & 1, n >> 1 & 1, n >> 2).
 */

/** The two corners of each edge: 0 to 7 along the first and the third axis, 8 to 11 along the second, from its far end. */
export const dualEdges: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 5],
  [4, 5],
  [0, 4],
  [2, 3],
  [3, 7],
  [6, 7],
  [2, 6],
  [2, 0],
  [3, 1],
  [7, 5],
  [6, 4],
]

interface Face {
  readonly step: readonly [number, number, number]
  /** In turn around it. */
  readonly corners: readonly [number, number, number, number]
}

const faces: readonly Face[] = [0, 1, 2].flatMap((axis) =>
  [0, 1].map((side): Face => {
    const [u, v] = [1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3)]
    const base = side << axis
    const step = [0, 0, 0].with(axis, 2 * side - 1) as [number, number, number]
    return { step, corners: [base, base | u, base | u | v, base | v] }
  }),
)

const edgeBetween = new Map(
  dualEdges.flatMap(([a, b], edge) => [[8 * a + b, edge] as const, [8 * b + a, edge] as const]),
)

/** For each case its patches, as lists of edges. */
export const dualPatches: readonly (readonly (readonly number[])[])[] = Array.from({ length: 256 }, (_, inside) =>
  patchesOf(inside),
)

/**
 * Two cells side by side, each with one alternating face, the one they share, and at most three corners outside, would have a
 * surface that touches itself there: both take the patches of the opposite case (Wenger 2013, "Isosurfaces"; FlexiCubes, supplement
 * 1.3). For such cases the step to that neighbour.
 */
export const sharedFaces: readonly (readonly [number, number, number] | undefined)[] = Array.from(
  { length: 256 },
  (_, inside) => {
    const outside = [0, 1, 2, 3, 4, 5, 6, 7].filter((corner) => ((inside >> corner) & 1) === 0)
    const alternating = faces.filter((face) => isAlternating(face.corners, inside))
    return alternating.length === 1 && outside.length <= 3 ? alternating[0]!.step : undefined
  },
)

function patchesOf(inside: number): number[][] {
  const isInside = (corner: number) => ((inside >> corner) & 1) === 1
  // The edges that a patch goes on to from an edge, across each of the two faces beside it.
  const onwards = new Map<number, number[]>()
  const link = (a: number, b: number) => {
    onwards.set(a, [...(onwards.get(a) ?? []), b])
    onwards.set(b, [...(onwards.get(b) ?? []), a])
  }
  for (const { corners } of faces) {
    const edge = (n: number) => edgeBetween.get(8 * corners[n % 4]! + corners[(n + 1) % 4]!)!
    const crossed = [0, 1, 2, 3].filter((n) => isInside(corners[n]!) !== isInside(corners[(n + 1) % 4]!))
    if (crossed.length === 2) link(edge(crossed[0]!), edge(crossed[1]!))
    if (crossed.length < 4) continue
    // Around each inner corner the edge before it and the one after.
    for (const n of [0, 1, 2, 3]) if (isInside(corners[n]!)) link(edge(n + 3), edge(n))
  }
  const patches: number[][] = []
  const done = new Set<number>()
  for (const first of [...onwards.keys()].sort((a, b) => a - b)) {
    if (done.has(first)) continue
    const patch: number[] = []
    const waiting = [first]
    for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
      if (done.has(edge)) continue
      done.add(edge)
      patch.push(edge)
      waiting.push(...onwards.get(edge)!)
    }
    patches.push(patch)
  }
  return patches
}

function isAlternating(corners: Face['corners'], inside: number): boolean {
  const [a, b, c, d] = corners.map((corner) => (inside >> corner) & 1)
  return a === c && b === d && a !== b
}
