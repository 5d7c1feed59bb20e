/** GBNF for the whole numbers from `low` to `high` as JSON writes them; an open end takes up to 15 digits more. */
export function integerRange(low: number | undefined, high: number | undefined): string {
  // Where a limit is beyond what JSON's numbers hold exactly, it is none.
  const from = low !== undefined && low > Number.MIN_SAFE_INTEGER ? Math.ceil(low) : undefined
  const to = high !== undefined && high < Number.MAX_SAFE_INTEGER ? Math.floor(high) : undefined
  const parts: string[] = []
  if (from === undefined && to === undefined) return '"-"? ("0" | [1-9] [0-9]{0,14})'
  if (to === undefined || to >= 0) parts.push(...upTo(Math.max(from ?? 0, 0), to))
  if (from === undefined || from < 0) {
    const nearest = to === undefined ? 1 : Math.max(-to, 1)
    parts.push(`"-" (${upTo(nearest, from === undefined ? undefined : -from).join(' | ')})`)
  }
  return parts.length === 1 ? parts[0]! : `(${parts.join(' | ')})`
}

/** Of numbers that are not negative. */
function upTo(low: number, high: number | undefined): string[] {
  const first = String(low)
  if (high === undefined) {
    const whole = sameLength(first, '9'.repeat(first.length))
    return [...whole, `[1-9] [0-9]{${first.length},15}`]
  }
  const parts: string[] = []
  for (let digits = first.length; digits <= String(high).length; digits++) {
    const from = digits === first.length ? first : `1${'0'.repeat(digits - 1)}`
    const to = digits === String(high).length ? String(high) : '9'.repeat(digits)
    if (Number(from) <= Number(to)) parts.push(...sameLength(from, to))
  }
  return parts
}

/** Alternatives that together are the numbers between two of the same number of digits. */
function sameLength(low: string, high: string): string[] {
  const [a, b] = [low[0], high[0]]
  if (a === undefined || b === undefined) return ['""']
  const [restLow, restHigh] = [low.slice(1), high.slice(1)]
  if (/^0*$/.test(restLow) && /^9*$/.test(restHigh)) return [`${digit(a, b)}${any(restLow.length)}`]
  if (a === b) return sameLength(restLow, restHigh).map((rest) => `"${a}" ${group(rest)}`)
  const parts = sameLength(restLow, '9'.repeat(restLow.length)).map((rest) => `"${a}" ${group(rest)}`)
  const [next, before] = [Number(a) + 1, Number(b) - 1]
  if (next <= before) parts.push(`${digit(String(next), String(before))}${any(restLow.length)}`)
  parts.push(...sameLength('0'.repeat(restHigh.length), restHigh).map((rest) => `"${b}" ${group(rest)}`))
  return parts
}

function digit(from: string, to: string): string {
  return from === to ? `"${from}"` : `[${from}-${to}]`
}

function any(count: number): string {
  return count === 0 ? '' : ` [0-9]{${count}}`
}

function group(rest: string): string {
  return rest.includes('|') ? `(${rest})` : rest
}
