import { WorkspaceError } from '../../../base/error.ts'
import { nearest } from '../../../base/nearest.ts'

/** What an axis of a grid changes, by the labels of AUTOMATIC1111's X/Y/Z plot. */
const axes = {
  steps: { label: 'Steps', type: 'integer' },
  seed: { label: 'Seed', type: 'integer' },
  variationSeed: { label: 'Var. seed', type: 'integer' },
  variationStrength: { label: 'Var. strength', type: 'number' },
  cfgScale: { label: 'CFG Scale', type: 'number' },
  denoise: { label: 'Denoising', type: 'number' },
  clipSkip: { label: 'Clip skip', type: 'integer' },
  hiresSteps: { label: 'Hires steps', type: 'integer' },
  hiresUpscaler: { label: 'Hires upscaler', type: 'text' },
  size: { label: 'Size', type: 'size' },
  sampler: { label: 'Sampler', type: 'text' },
  schedule: { label: 'Schedule type', type: 'text' },
  model: { label: 'Checkpoint name', type: 'text' },
  vae: { label: 'VAE', type: 'text' },
  promptReplace: { label: 'Prompt S/R', type: 'text' },
  promptOrder: { label: 'Prompt order', type: 'order' },
} as const
type AxisId = keyof typeof axes

/** One axis of a grid. Sizes are `512x768`; a value of `promptOrder` is the phrases in one order. */
export interface GridAxis {
  readonly axis: AxisId
  readonly label: string
  readonly values: readonly (number | string | readonly string[])[]
}

/** A grid has at most so many cells an axis: a range of a million seeds is a mistake. */
const mostValues = 1000

/**
 * An axis as AUTOMATIC1111's X/Y/Z plot writes it (scripts/xyz_grid.py): `Steps: 10-30 (+5)`, `CFG Scale: 1-10 [4]` (four
 * values from end to end), `Seed: 1,2,3`, `Prompt S/R: cat, dog, "a, b"`. Throws `bad-input`.
 */
export function parseGridAxis(text: string): GridAxis {
  const colon = text.indexOf(':')
  const name = (colon < 0 ? text : text.slice(0, colon)).trim()
  const axis = axisNamed(name)
  const { label, type } = axes[axis]
  const entries = splitCsv(colon < 0 ? '' : text.slice(colon + 1))
  if (entries.length === 0) {
    throw new WorkspaceError('bad-input', `The axis "${label}" has no values.`, {
      hint: type === 'text' ? `Write them after it: ${label}: one, two` : `Write them after it: ${label}: 10-30 (+5)`,
    })
  }
  const values = valuesOf(entries, type, label)
  if (values.length <= mostValues) return { axis, label, values }
  throw new WorkspaceError(
    'bad-input',
    `The axis "${label}" has ${values.length} values; at most ${mostValues} are taken.`,
  )
}

/** The prompts of a cell of the grid; axes that do not change prompts leave them. Throws where the words do not occur. */
export function applyAxisToPrompts<P extends { readonly prompt: string; readonly negativePrompt: string }>(
  prompts: P,
  { axis, label, values }: GridAxis,
  value: GridAxis['values'][number],
): P {
  if (axis === 'promptReplace') {
    const search = String(values[0])
    if (!prompts.prompt.includes(search) && !prompts.negativePrompt.includes(search)) {
      throw new WorkspaceError('bad-input', `${label} looks for "${search}", which neither prompt contains.`, {
        hint: 'The first value is the words to replace.',
      })
    }
    const replaced = (text: string) => text.replaceAll(search, () => String(value))
    return { ...prompts, prompt: replaced(prompts.prompt), negativePrompt: replaced(prompts.negativePrompt) }
  }
  if (axis !== 'promptOrder' || !Array.isArray(value)) return prompts
  return { ...prompts, prompt: reorder(prompts.prompt, value, label) }
}

function axisNamed(name: string): AxisId {
  const plain = (label: string) => label.toLowerCase().replace(/[^a-z]/g, '')
  const ids = Object.keys(axes) as AxisId[]
  const found = ids.find((id) => plain(axes[id].label) === plain(name) || plain(id) === plain(name))
  if (found !== undefined) return found
  const labels = ids.map((id) => axes[id].label)
  const like = nearest(name, labels)
  throw new WorkspaceError('bad-input', `There is no grid axis "${name}".`, {
    hint: `${like.length > 0 ? `Did you mean ${like.join(', ')}? ` : ''}Axes: ${labels.join(', ')}.`,
  })
}

function valuesOf(entries: readonly string[], type: (typeof axes)[AxisId]['type'], label: string): GridAxis['values'] {
  switch (type) {
    case 'text':
      return entries
    case 'integer':
    case 'number':
      return entries.flatMap((entry) => numbersOf(entry, type === 'integer', label))
    case 'size':
      return entries.map((entry) => {
        const size = /^(\d{1,5})\s*[x×]\s*(\d{1,5})$/.exec(entry)
        if (size === null) throw new WorkspaceError('bad-input', `"${entry}" is not a size; write it as in 512x768.`)
        return `${size[1]}x${size[2]}`
      })
    case 'order':
      // 5! is 120 pictures, 6! 720.
      if (entries.length > 6)
        throw new WorkspaceError('bad-input', `${label} takes at most 6 phrases, not ${entries.length}.`)
      return permutations(entries)
    default:
      return type satisfies never
  }
}

function numbersOf(entry: string, whole: boolean, label: string): number[] {
  const number = String.raw`([+-]?(?:\d+\.?\d*|\.\d+))`
  const range = new RegExp(String.raw`^${number}\s*-\s*${number}(?:\s*\(${number}\s*\)|\s*\[(\d+)\s*\])?$`).exec(entry)
  const refuse = (why: string): never => {
    throw new WorkspaceError('bad-input', `"${entry}" of the axis "${label}" ${why}.`, {
      hint: 'Write 10, 10-30, 10-30 (+5) or 10-30 [4].',
    })
  }
  const numbers = (range === null ? [entry] : range.slice(1, 4).filter((text) => text !== undefined)).map(Number)
  if (numbers.some((value) => !Number.isFinite(value))) refuse('is not a number or range')
  if (whole && numbers.some((value) => !Number.isInteger(value))) refuse('must be whole numbers')
  const [first = 0, last] = numbers
  if (last === undefined) return [first]
  const count = range?.[4] === undefined ? undefined : Number(range[4])
  if (count !== undefined) {
    if (count < 1 || count > mostValues) refuse(`must have 1 to ${mostValues} values`)
    const values = Array.from({ length: count }, (_, i) => first + ((last - first) * i) / Math.max(1, count - 1))
    return whole ? values.map(Math.trunc) : values.map(tidy)
  }
  const step = numbers[2] ?? (last < first ? -1 : 1)
  if (step === 0 || (last - first) * step < 0) refuse('never gets from its first value to its last')
  // A billionth more than the quotient: 0.1 × 3 is not 0.3 in binary.
  const steps = Math.floor((last - first) / step + 1e-9)
  if (steps >= mostValues) refuse(`has ${steps + 1} values; at most ${mostValues} are taken`)
  return Array.from({ length: steps + 1 }, (_, i) => tidy(first + i * step))
}

/** Eight digits after the point, as the labels show. */
function tidy(value: number): number {
  return Math.round(value * 1e8) / 1e8
}

/** Comma-separated values, trimmed; `"…"` holds commas and may be empty, `""` in it is a quote. */
function splitCsv(text: string): string[] {
  const entries: string[] = []
  for (const match of text.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/gs)) {
    const entry = match[1] === undefined ? match[2]!.trim() : match[1].replaceAll('""', '"').trim()
    if (entry !== '' || match[1] !== undefined) entries.push(entry)
  }
  return entries
}

function permutations(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))
}

/** Puts the phrases, which all occur in the prompt, into the places of each other. */
function reorder(prompt: string, order: readonly string[], label: string): string {
  const places = order.map((phrase) => ({ phrase, at: prompt.indexOf(phrase) })).sort((a, b) => a.at - b.at)
  const missing = places.find(({ at }) => at < 0)
  if (missing !== undefined) {
    throw new WorkspaceError('bad-input', `${label} looks for "${missing.phrase}", which the prompt does not contain.`)
  }
  let result = ''
  let done = 0
  for (const [i, { phrase, at }] of places.entries()) {
    result += prompt.slice(done, Math.max(done, at)) + order[i]
    done = Math.max(done, at + phrase.length)
  }
  return result + prompt.slice(done)
}
