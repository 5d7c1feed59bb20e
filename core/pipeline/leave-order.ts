/** Something loaded that may have to go. */
export interface Leaving {
  readonly bytes: number
  /** ISO time. */
  readonly lastUsedAt: string
  /** How long it took to load; absent where it was not measured. */
  readonly loadMs?: number
}

/** As fast as a usual disk reads: what loads so fast that it could not be measured still has to be read again one day. */
const BYTES_A_MS = 500_000
/** Below this, costs are alike: starting anything takes as long. */
const LEAST_MS = 100

/**
 * Which of them goes first when room is needed: what nobody has used for long and what is soon there again, whatever kind of model
 * it is. (GreedyDual's rule, by idle time over reload cost; of equal cost, the least recently used.)
 */
export function leaveOrder<T extends Leaving>(items: readonly T[], now = Date.now()): T[] {
  const cost = ({ bytes, loadMs = 0 }: Leaving) => Math.max(loadMs, bytes / BYTES_A_MS, LEAST_MS)
  const claim = (item: T) => Math.max(now - Date.parse(item.lastUsedAt), 1) / cost(item)
  return items
    .map((item) => ({ item, claim: claim(item) }))
    .toSorted((a, b) => b.claim - a.claim)
    .map(({ item }) => item)
}
