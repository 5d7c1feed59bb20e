/**
 * JSON whose whole numbers stay what they are: seeds of ComfyUI go up to 2⁶⁴ − 1, past what a JavaScript number holds. Such
 * ones become bigints. Throws a SyntaxError.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const { source } = context ?? {}
    if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value
    return /^-?\d{1,40}$/.test(source) ? BigInt(source) : value
  })
}

/** What `parseExactJson` reads. */
export function writeExactJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? rawJson(String(each)) : each))
}

/** A value that is written as it stands (TC39, JSON.parse source text access). */
function rawJson(text: string): unknown {
  return (JSON as typeof JSON & { rawJSON(text: string): unknown }).rawJSON(text)
}
