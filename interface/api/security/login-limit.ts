/** So many wrong tokens in a window and an address has to wait: guessing is hopeless anyway, but the log stays readable. */
const mostFailures = 20
const windowMs = 60_000
/** Addresses remembered at most: an attacker with many must not fill the memory. */
const mostAddresses = 10_000

/** Counts failed logins an address. */
export class LoginLimit {
  readonly #failures = new Map<string, { count: number; since: number }>()

  /** Seconds this address must wait; 0 when it may try. */
  secondsToWait(address: string, now = Date.now()): number {
    const entry = this.#failures.get(address)
    if (entry === undefined || entry.count < mostFailures) return 0
    const left = entry.since + windowMs - now
    if (left > 0) return Math.ceil(left / 1000)
    this.#failures.delete(address)
    return 0
  }

  failed(address: string, now = Date.now()): void {
    const entry = this.#failures.get(address)
    if (entry !== undefined && now - entry.since < windowMs) entry.count++
    else {
      if (this.#failures.size >= mostAddresses) this.#failures.delete(this.#failures.keys().next().value!)
      this.#failures.set(address, { count: 1, since: now })
    }
  }
}
