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
  const last = lines.at(-1) ?? ''
  const settings = readSettings(last)
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

/**
 * The `parameters` text for an asset's facts; undefined where they name no prompt and seed (an imported picture, a depth map).
 * The words a model does not have (steps, sampler) are left out rather than invented.
 */
export function parametersOfFacts(facts: Readonly<Record<string, unknown>>): string | undefined {
  const { prompt, negativePrompt, seed, width, height, model } = facts
  if (typeof prompt !== 'string' || typeof seed !== 'number') return undefined
  return writeParameters({
    prompt,
    negativePrompt: typeof negativePrompt === 'string' ? negativePrompt : '',
    settings: {
      Seed: String(seed),
      ...(typeof width === 'number' && typeof height === 'number' ? { Size: `${width}x${height}` } : {}),
      ...(typeof model === 'string' ? { Model: model } : {}),
      Version: 'ai-workspace',
    },
  })
}

function quote(value: string): string {
  return /[,:\n]/.test(value) ? JSON.stringify(value) : value
}

function readSettings(line: string): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const [, key, value] of line.matchAll(/\s*([\w][\w \-/]+?):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g)) {
    settings[key!] = unquote(value!.trim())
  }
  return settings
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
