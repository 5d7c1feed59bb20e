interface Named {
  readonly id: string
  readonly synonyms: readonly string[]
}

/** The ids of the five things whose id or synonym is spelled most like `wanted`. */
export function nearestNames(wanted: string, things: readonly Named[]): string[] {
  const word = wanted.toLowerCase()
  return things
    .map(({ id, synonyms }) => ({
      id,
      distance: Math.min(...[id, ...synonyms].map((name) => editDistance(word, name))),
    }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 5)
    .map(({ id }) => id)
}

/** Levenshtein's distance, as a share of the longer word; 0 when one contains the other. */
function editDistance(a: string, b: string): number {
  if (a !== '' && (b.includes(a) || a.includes(b))) return 0.01 * Math.abs(a.length - b.length)
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]! / Math.max(a.length, b.length)
}
