import { createDisjointSets } from './disjoint-sets.ts'

/** The pieces that triangles hang together in. */
export interface Components {
  readonly componentCount: number
  /** Number of the piece of each triangle, the one with the first triangle first. */
  readonly componentOfTriangle: Uint32Array
}

/** `corners` are the places of each triangle's corners (see Topology), of which there are `places`. */
export function findComponents(corners: Uint32Array, places: number): Components {
  const sets = createDisjointSets(places)
  for (let h = 0; h < corners.length; h += 3) {
    sets.join(corners[h]!, corners[h + 1]!)
    sets.join(corners[h]!, corners[h + 2]!)
  }
  const numbers = new Int32Array(places).fill(-1)
  let componentCount = 0
  const componentOfTriangle = new Uint32Array(corners.length / 3)
  for (let t = 0; t < componentOfTriangle.length; t++) {
    const root = sets.find(corners[t * 3]!)
    if (numbers[root] === -1) numbers[root] = componentCount++
    componentOfTriangle[t] = numbers[root]!
  }
  return { componentCount, componentOfTriangle }
}
