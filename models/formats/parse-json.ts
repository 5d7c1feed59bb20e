/** JSON with objects as maps: key order is kept, and no key (`__proto__`) means anything. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | ReadonlyMap<string, JsonValue>

/** Headers of weights nest three deep; more than this is an attack on the stack. */
const MOST_DEEP = 32

/** A tensor takes about ten values, so this is 400,000 tensors; the same bytes as empty lists would fill the memory. */
const MOST_VALUES = 4_000_000

/**
 * Parses JSON (RFC 8259) more strictly than `JSON.parse`: a key that comes twice in one object is an error, where
 * `JSON.parse` silently keeps the last. Throws a `SyntaxError` that says what is wrong and at which character.
 */
export function parseJson(text: string): JsonValue {
  let at = 0
  let values = 0

  function fail(what: string): never {
    throw new SyntaxError(`${what} at character ${at}`)
  }

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      at++
    }
  }

  function value(depth: number): JsonValue {
    if (depth > MOST_DEEP) fail(`nesting deeper than ${MOST_DEEP}`)
    if (++values > MOST_VALUES) fail(`more than ${MOST_VALUES} values`)
    skipSpace()
    switch (text[at]) {
      case '{':
        return object(depth)
      case '[':
        return array(depth)
      case '"':
        return string()
      case 't':
        return word('true', true)
      case 'f':
        return word('false', false)
      case 'n':
        return word('null', null)
      default:
        return number()
    }
  }

  function object(depth: number): ReadonlyMap<string, JsonValue> {
    const entries = new Map<string, JsonValue>()
    at++
    skipSpace()
    if (text[at] === '}') {
      at++
      return entries
    }
    for (;;) {
      skipSpace()
      if (text[at] !== '"') fail('a key is expected')
      const key = string()
      if (entries.has(key)) fail(`the key ${JSON.stringify(key.slice(0, 100))} comes twice`)
      skipSpace()
      if (text[at] !== ':') fail("':' is expected")
      at++
      entries.set(key, value(depth + 1))
      if (!another('}')) return entries
    }
  }

  function array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = []
    at++
    skipSpace()
    if (text[at] === ']') {
      at++
      return items
    }
    for (;;) {
      items.push(value(depth + 1))
      if (!another(']')) return items
    }
  }

  function another(close: '}' | ']'): boolean {
    skipSpace()
    const character = text[at]
    if (character !== ',' && character !== close) fail(`',' or '${close}' is expected`)
    at++
    return character === ','
  }

  function string(): string {
    const start = at++
    let plain = true
    for (;;) {
      const code = text.charCodeAt(at)
      if (Number.isNaN(code)) fail('a string does not end')
      if (code < 0x20) fail('a control character stands in a string')
      at++
      if (code === 0x22) break
      if (code === 0x5c) {
        plain = false
        at++
      }
    }
    if (plain) return text.slice(start + 1, at - 1)
    try {
      return JSON.parse(text.slice(start, at)) as string
    } catch {
      at = start
      return fail('a string has a wrong escape')
    }
  }

  function number(): number {
    numberForm.lastIndex = at
    const match = numberForm.exec(text)
    if (match === null) fail('a value is expected')
    at += match[0].length
    return Number(match[0])
  }

  function word<T extends JsonValue>(letters: string, meaning: T): T {
    if (!text.startsWith(letters, at)) fail('a value is expected')
    at += letters.length
    return meaning
  }

  const result = value(0)
  skipSpace()
  if (at < text.length) fail('something follows the value')
  return result
}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
