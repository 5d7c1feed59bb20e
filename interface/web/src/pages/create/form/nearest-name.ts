/**
 * The candidate that shares the most pairs of letters with `name` (Sørensen–Dice), if that is at least a third of them; model names
 * differ by versions and endings rather than by slips of a finger.
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined
  let most = 1 / 3
  for (const candidate of candidates) {
    const share = sharedPairs(pairsOf(name), pairsOf(candidate))
    if (share > most) {
      most = share
      best = candidate
    }
  }
  return best
}

function pairsOf(name: string): Set<string> {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2)))
}

function sharedPairs(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size)
}
