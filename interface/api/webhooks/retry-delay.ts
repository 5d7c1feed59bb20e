const [second, minute, hour] = [1000, 60_000, 3_600_000]

/** Waits between tries, from the recommendation of Standard Webhooks: about three days in all. */
const delaysMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]
/** Receivers that were down together shall not be called together. */
const jitter = 0.2

/** Milliseconds until the next try after `tries` of them; undefined when it is time to give up. */
export function retryDelay(
  tries: number,
  { retryAfterMs = 0, random = Math.random }: { retryAfterMs?: number; random?: () => number } = {},
): number | undefined {
  const delay = delaysMs[tries - 1]
  if (delay === undefined) return undefined
  const spread = Math.round(delay * (1 - jitter + 2 * jitter * random()))
  // A receiver may ask for more time, not for more than a day of it.
  return Math.max(spread, Math.min(retryAfterMs, 24 * hour))
}
