import type { PromptProblem } from './prompt-problem.ts'

/** A LoRA that a prompt asks for, with its strength on the denoiser and on the text encoders. */
export interface PromptLora {
  readonly name: string
  readonly unet: number
  readonly textEncoder: number
  /** Where its tag stands. */
  readonly start: number
  readonly end: number
}

export interface NetworkTags {
  readonly loras: readonly PromptLora[]
  /** Every tag, known or not: they are no words of the prompt. */
  readonly tags: readonly { readonly start: number; readonly end: number }[]
  readonly problems: readonly PromptProblem[]
  readonly warnings: readonly string[]
}

/**
 * The `<kind:…>` tags of a prompt. `<lora:name:0.8>` and `<lyco:name:0.8>` (the same thing here); a second number is the
 * strength on the denoiser, the first then that on the text encoders; `te=0.5` and `unet=1` say it by name
 * (extensions-builtin/Lora/extra_networks_lora.py of AUTOMATIC1111). Hypernetworks are problems, other kinds warnings.
 */
export function scanNetworks(text: string): NetworkTags {
  const loras: PromptLora[] = []
  const tags: { start: number; end: number }[] = []
  const problems: PromptProblem[] = []
  const warnings: string[] = []
  for (const match of text.matchAll(/<(\w+):([^<>]+)>/g)) {
    const [tag, kind, content] = match
    const place = { start: match.index, end: match.index + tag.length }
    tags.push(place)
    switch (kind!.toLowerCase()) {
      case 'lora':
      case 'lyco': {
        const lora = readLora(content!, (warning) => warnings.push(`${tag}: ${warning}`))
        if (typeof lora === 'string')
          problems.push({
            ...place,
            message: `${tag} cannot be read: ${lora}`,
            hint: 'Write it as in <lora:name:0.8>.',
          })
        else loras.push({ ...lora, ...place })
        break
      }
      case 'hypernet':
        problems.push({
          ...place,
          message: `${tag} asks for a hypernetwork, and these are not supported`,
          hint: 'Take it out, or use a LoRA of the same style.',
        })
        break
      default:
        warnings.push(`${tag} is of a kind that is not known here; it was left out.`)
    }
  }
  return { loras, tags, problems, warnings }
}

function readLora(
  content: string,
  warn: (warning: string) => void,
): { name: string; unet: number; textEncoder: number } | string {
  const items = content.split(':').map((item) => item.trim())
  const positional = items.filter((item) => !item.includes('='))
  const named = new Map(
    items.filter((item) => item.includes('=')).map((item) => item.split('=', 2) as [string, string]),
  )
  const [name = '', first, second] = positional
  if (name === '') return 'it has no name'
  const textEncoder = named.get('te') ?? first ?? '1'
  const unet = named.get('unet') ?? second ?? named.get('te') ?? first ?? '1'
  for (const value of [textEncoder, unet]) {
    if (value === '' || !Number.isFinite(Number(value))) return `"${value}" is not a number`
  }
  for (const key of named.keys())
    if (key !== 'te' && key !== 'unet') warn(`"${key}=" is not supported and was ignored.`)
  if (positional.length > 3) warn(`"${positional.slice(3).join(':')}" is not supported and was ignored.`)
  return { name, unet: Number(unet), textEncoder: Number(textEncoder) }
}
