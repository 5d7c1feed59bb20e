interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Spans of `before` as they stand in `after`, until the server has read the new text. What was typed inside of a span belongs to
 * it; a span whose text was deleted is left out.
 */
export function shiftSpans<T extends Span>(spans: readonly T[], before: string, after: string): T[] {
  if (before === after) return [...spans]
  const shorter = Math.min(before.length, after.length)
  let same = 0
  while (same < shorter && before[same] === after[same]) same++
  let sameEnd = 0
  while (sameEnd < shorter - same && before.at(-1 - sameEnd) === after.at(-1 - sameEnd)) sameEnd++
  const changedUntil = before.length - sameEnd
  const grown = after.length - before.length
  const move = (place: number, isStart: boolean) => {
    // What is typed right beside a span is not part of it yet.
    if (place < same || (place === same && !isStart)) return place
    if (place >= changedUntil) return place + grown
    return isStart ? changedUntil + grown : same
  }
  return spans
    .map((span) => ({ ...span, start: move(span.start, true), end: move(span.end, false) }))
    .filter(({ start, end }) => end > start)
}

/** The text in pieces, each with the spans that cover it: for drawing overlapping spans one after the other. */
export function cutAtSpans<T extends Span>(
  text: string,
  spans: readonly T[],
): { readonly text: string; readonly start: number; readonly spans: readonly T[] }[] {
  const inside = spans.map((span) => ({
    ...span,
    start: Math.max(0, span.start),
    end: Math.min(text.length, span.end),
  }))
  const places = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return places.slice(1).flatMap((end, i) => {
    const start = places[i]!
    if (end <= start) return []
    return [
      { text: text.slice(start, end), start, spans: inside.filter((span) => span.start <= start && span.end >= end) },
    ]
  })
}
