/** The rate is that of the last seconds: a connection that has slowed down must not live on its past. */
const windowMs = 10_000
/** From less than this a rate is a guess. */
const leastMs = 500

/** How fast bytes come, from what was told so far. */
export class TransferRate {
  readonly #samples: { readonly at: number; readonly bytes: number }[] = []

  /** `at` in milliseconds of a clock that only goes on. */
  tell(bytes: number, at: number): void {
    // It began anew: what was known of its speed says nothing.
    if (bytes < (this.#samples.at(-1)?.bytes ?? 0)) this.#samples.length = 0
    this.#samples.push({ at, bytes })
    while (this.#samples.length > 2 && at - this.#samples[0]!.at > windowMs) this.#samples.shift()
  }

  /** Bytes a second; undefined while nothing moves or little is known. */
  perSecond(at: number): number | undefined {
    const [first] = this.#samples
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || at - last.at > windowMs) return undefined
    const ms = Math.max(at, last.at) - first.at
    const bytes = last.bytes - first.bytes
    return ms < leastMs || bytes <= 0 ? undefined : (bytes / ms) * 1000
  }
}
