/** Ends a turn after some seconds; while it waits for a person it stands still. */
export class TurnClock implements Disposable {
  readonly #end: () => void
  #leftMs: number
  #startedAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(seconds: number, end: () => void) {
    this.#end = end
    this.#leftMs = seconds * 1000
    this.resume()
  }

  pause(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#leftMs -= performance.now() - this.#startedAt
  }

  resume(): void {
    if (this.#timer !== undefined) return
    this.#startedAt = performance.now()
    this.#timer = setTimeout(this.#end, Math.max(0, this.#leftMs))
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
