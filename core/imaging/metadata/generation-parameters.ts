/** What a picture was made with, as the `parameters` text of AUTOMATIC1111 and its followers says it. */
export interface GenerationParameters {
  readonly prompt: string
  readonly negativePrompt: string
  /** `Seed`, `Size`, `Model`, `Steps` … in the order of the text. */
  readonly settings: Readonly<Record<string, string>>
}

/**
 * The `parameters` text: prompt, then `Negative prompt: …`, then one line of `Key: value` pairs
 * (modules/infotext_utils.py, `create_infotext` of AUTOMATIC1111's web interface).
 */
export function writeParameters({ prompt, negativePrompt, settings }: GenerationParameters): string {
  const lines = [prompt.trim()]
  if (negativePrompt.trim() !== '') lines.push(`Negative prompt: ${negativePrompt.trim()}`)
  lines.push(
    Object.entries(settings)
      .map(([key, value]) => `${key}: ${quote(value)}`)
      .join(', '),
  )
  return lines.join('\n')
}

/** Reads what `writeParameters` and other programs wrote; undefined where the text has no line of settings. */
export function readParameters(text: string): GenerationParameters | undefined {
  const lines = text.trim().split('\n')
  const settings = readSettingsLine(lines.at(-1) ?? '')
  // The reference reader asks for three pairs before it takes the last line for settings and not for prompt.
  if (Object.keys(settings).length < 3) return undefined
  const body = lines.slice(0, -1)
  const negativeAt = body.findIndex((line) => line.trim().startsWith('Negative prompt:'))
  const positive = negativeAt < 0 ? body : body.slice(0, negativeAt)
  const negative = negativeAt < 0 ? [] : body.slice(negativeAt)
  return {
    prompt: positive.join('\n').trim(),
    negativePrompt: negative
      .join('\n')
      .trim()
      .replace(/^Negative prompt:/, '')
      .trim(),
    settings,
  }
}

function quote(value: string): string {
  return /[,:\n]/.test(value) ? JSON.stringify(value) : value
}

/**
 * The pairs of a line as the reference's pattern `\w[\w \-/]+: ("…" | up to the next comma)` finds them, in time that grows with
 * the line only (the pattern's grows with its square).
 */
function readSettingsLine(line: string): Record<string, string> {
  const pairs: [string, string][] = []
  let from = 0
  for (let colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':', Math.max(from, colon + 1))) {
    let start = colon
    while (start > from && /[\w \-/]/.test(line[start - 1]!)) start--
    const key = line.slice(start, colon).replace(/^[ \-/]+/, '')
    if (key.length < 2) continue
    const [whole, value] = valueAt(line, colon + 1)
    pairs.push([key, unquote(value.trim())])
    from = colon + 1 + whole.length
  }
  // No assignment by key: a key of `__proto__` must stay an entry.
  return Object.fromEntries(pairs)
}

/** The value that begins at a place, and all that it takes with its comma. */
function valueAt(line: string, at: number): [whole: string, value: string] {
  const quoted = /\s*("(?:\\.|[^\\"])+")(?:,|$)/y
  quoted.lastIndex = at
  const match = quoted.exec(line)
  if (match !== null) return [match[0], match[1]!]
  const comma = line.indexOf(',', at)
  return comma < 0 ? [line.slice(at), line.slice(at)] : [line.slice(at, comma + 1), line.slice(at, comma)]
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value
  try {
    const text: unknown = JSON.parse(value)
    return typeof text === 'string' ? text : value
  } catch {
    return value
  }
}
