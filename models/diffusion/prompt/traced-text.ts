/** A text that came out of another one: `origin[i]` is the place in the first text that character `i` came from. */
export interface TracedText {
  readonly text: string
  readonly origin: Uint32Array
}

export function traceText(text: string): TracedText {
  return { text, origin: Uint32Array.from({ length: text.length }, (_, i) => i) }
}

/** A text put in for something that stands at `place`. */
export function placeText(text: string, place: number): TracedText {
  return { text, origin: new Uint32Array(text.length).fill(place) }
}

export function sliceTraced({ text, origin }: TracedText, start: number, end = text.length): TracedText {
  return { text: text.slice(start, end), origin: origin.subarray(start, end) }
}

export function joinTraced(pieces: readonly TracedText[]): TracedText {
  const text = pieces.map((piece) => piece.text).join('')
  const origin = new Uint32Array(text.length)
  let at = 0
  for (const piece of pieces) {
    origin.set(piece.origin, at)
    at += piece.text.length
  }
  return { text, origin }
}

/** The text with each of these stretches replaced by as many letters, so that what is left keeps its place. */
export function maskText(text: string, stretches: readonly { readonly start: number; readonly end: number }[]): string {
  let masked = ''
  let done = 0
  for (const { start, end } of stretches) {
    if (start < done) continue
    masked += text.slice(done, start) + 'x'.repeat(end - start)
    done = end
  }
  return masked + text.slice(done)
}
