/** The candidates that look most like a mistyped word, best first: what a "did you mean" offers. */
export function nearest(word: string, candidates: Iterable<string>, { most = 3 }: { most?: number } = {}): string[] {
  const wanted = word.toLowerCase()
  const scored: { readonly candidate: string; readonly distance: number }[] = []
  for (const candidate of candidates) {
    const known = candidate.toLowerCase()
    const edits = editDistance(wanted, known)
    const distance = known.includes(wanted) || wanted.includes(known) ? Math.min(1.5, edits) : edits
    // A third of the word may differ: more, and the offer would be noise.
    if (distance <= Math.max(1, Math.ceil(wanted.length / 3))) scored.push({ candidate, distance })
  }
  return scored
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`: optimal string alignment distance. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
