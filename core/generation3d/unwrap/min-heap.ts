/** A queue that gives back the number with the lowest key first; equal keys in an order that only depends on the calls. */
export interface MinHeap {
  push(key: number, value: number): void
  /** The value with the lowest key, or -1 when empty. */
  pop(): number
}

export function createMinHeap(): MinHeap {
  const keys: number[] = []
  const values: number[] = []
  return {
    push(key, value) {
      let at = keys.length
      keys.push(key)
      values.push(value)
      while (at > 0) {
        const above = (at - 1) >> 1
        if (keys[above]! <= key) break
        keys[at] = keys[above]!
        values[at] = values[above]!
        at = above
      }
      keys[at] = key
      values[at] = value
    },
    pop() {
      if (keys.length === 0) return -1
      const result = values[0]!
      const key = keys.pop()!
      const value = values.pop()!
      const count = keys.length
      if (count === 0) return result
      let at = 0
      for (;;) {
        let below = at * 2 + 1
        if (below >= count) break
        if (below + 1 < count && keys[below + 1]! < keys[below]!) below++
        if (keys[below]! >= key) break
        keys[at] = keys[below]!
        values[at] = values[below]!
        at = below
      }
      keys[at] = key
      values[at] = value
      return result
    },
  }
}
