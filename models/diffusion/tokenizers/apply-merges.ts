import { NumberHeap } from './number-heap.ts'

/** Byte-pair merges over symbol ids below 65,536. */
export interface MergeTable {
  /** `left × 65536 + right` → rank; the lowest rank is merged first. */
  readonly ranks: ReadonlyMap<number, number>
  /** rank → the symbol that the pair becomes. */
  readonly merged: ArrayLike<number>
}

const positions = 2 ** 32

/**
 * Merges the pairs of one word until none is left, lowest rank first and all places of a rank from left to right, as `bpe` of
 * openai/CLIP does. It takes n·log n steps (the original n²), so a word of a megabyte ends soon. `symbols` is used up.
 */
export function applyMerges(symbols: number[], { ranks, merged }: MergeTable): number[] {
  const count = symbols.length
  const next = Int32Array.from(symbols, (_, i) => i + 1)
  const previous = Int32Array.from(symbols, (_, i) => i - 1)
  const rankAt = (at: number) => {
    const right = next[at]!
    return right < count ? ranks.get(symbols[at]! * 65536 + symbols[right]!) : undefined
  }
  const queue = new NumberHeap()
  const offer = (at: number) => {
    const rank = at < 0 ? undefined : rankAt(at)
    if (rank !== undefined) queue.push(rank * positions + at)
  }
  for (let at = 0; at < count; at++) offer(at)

  while (queue.first !== undefined) {
    const rank = Math.floor(queue.first / positions)
    const changed: number[] = []
    while (queue.first !== undefined && queue.first < (rank + 1) * positions) {
      const at = queue.pop()! % positions
      // An entry is stale when one of its two symbols has been merged since.
      if (symbols[at]! < 0 || rankAt(at) !== rank) continue
      const right = next[at]!
      symbols[at] = merged[rank]!
      symbols[right] = -1
      next[at] = next[right]!
      if (next[at]! < count) previous[next[at]!] = at
      changed.push(at)
    }
    for (const at of changed) {
      offer(previous[at]!)
      offer(at)
    }
  }
  return symbols.filter((symbol) => symbol >= 0)
}
