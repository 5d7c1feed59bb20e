/**
 * JSON as Python programs write it into pictures: NaN and Infinity become null, and whole numbers that a double cannot hold
 * (64-bit seeds) stay text. Undefined where it is no JSON.
 */
export function parseLooseJson(text: string): unknown {
  return (
    tryParse(text) ??
    tryParse(
      text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs, (token) => (token.startsWith('"') ? token : 'null')),
    )
  )
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown, context?: { source?: string }) => {
      const isLost = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      return isLost && context?.source !== undefined ? context.source : value
    })
  } catch {
    return undefined
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

/** A text, or a number written out; undefined for anything else and for empty texts. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A finite number, also one written as text. A whole number past 2⁵³ is none: its last digits would be lost. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER)
    return undefined
  return number
}

/** The entries that none of these keys names, as text: what a reader could not map. */
export function otherEntries(
  record: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([key, value]) => !known.includes(key) && value !== undefined && value !== null && value !== '')
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
