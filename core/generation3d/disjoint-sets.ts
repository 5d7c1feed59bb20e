/** Sets that only ever grow together (union-find with path halving). */
export interface DisjointSets {
  /** The smallest member of the set of `x`. */
  find(x: number): number
  join(a: number, b: number): void
}

export function createDisjointSets(count: number): DisjointSets {
  const parents = new Uint32Array(count)
  for (let i = 0; i < count; i++) parents[i] = i
  const find = (x: number): number => {
    let at = x
    while (parents[at] !== at) {
      const above = parents[parents[at]!]!
      parents[at] = above
      at = above
    }
    return at
  }
  return {
    find,
    join(a, b) {
      const rootA = find(a)
      const rootB = find(b)
      if (rootA < rootB) parents[rootB] = rootA
      else parents[rootA] = rootB
    },
  }
}
