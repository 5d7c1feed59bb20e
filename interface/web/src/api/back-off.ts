/** Milliseconds to wait before try number `attempt` (from 0) to connect again: doubling to 15 s, spread by `random` in [0, 1). */
export function backOffMs(attempt: number, random: number = Math.random()): number {
  const most = Math.min(15_000, 500 * 2 ** attempt)
  return Math.round(most * (0.75 + 0.25 * random))
}
