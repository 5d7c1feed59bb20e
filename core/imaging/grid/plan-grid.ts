import { WorkspaceError } from '../../../base/error.ts'
import { applyAxisToPrompts, type GridAxis, parseGridAxis } from '../../../models/diffusion/prompt/grid-axis.ts'
import { promptMatrix } from '../../../models/diffusion/prompt/prompt-matrix.ts'

/** What image.generate is told for one picture: what all have in common, with what the cell changes. */
export interface CellInput {
  readonly prompt: string
  readonly negativePrompt: string
  readonly seed: number
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly start?: string | undefined
  readonly hires?: number | undefined
}

/** Part of a label; what is not chosen is shown struck through. */
export interface LabelPart {
  readonly text: string
  readonly chosen: boolean
}
export type Label = readonly LabelPart[]

export interface GridCell<Input> {
  readonly column: number
  readonly row: number
  readonly input: Input
}

export interface GridPlan<Input> {
  /** One for each column and row; empty ones where there is nothing to tell apart. */
  readonly columns: readonly Label[]
  readonly rows: readonly Label[]
  readonly cells: readonly GridCell<Input>[]
}

/** Each cell is a whole picture: a hundred of them take minutes on a graphics processor and hours without one. */
export const mostCells = 100

/** The cells of two axes, or of all combinations of a prompt matrix. Errors: `bad-input` of what does not fit together. */
export function planGrid<Input extends CellInput>(
  base: Input,
  { x, y, matrix }: { readonly x?: string | undefined; readonly y?: string | undefined; readonly matrix: boolean },
): GridPlan<Input> {
  if (matrix) {
    if (x !== undefined || y !== undefined) {
      throw new WorkspaceError('bad-input', 'A prompt matrix has axes of its own: it goes with neither --x nor --y.')
    }
    return planMatrix(base)
  }
  if (x === undefined && y === undefined) {
    throw new WorkspaceError('bad-input', 'A grid needs an axis: --x, --y or --matrix.', {
      hint: 'For example: --x "Steps: 10-30 (+10)" --y "Sampler: Euler a, DPM++ 2M"',
    })
  }
  const [across, down] = [x, y].map((text) => (text === undefined ? undefined : parseGridAxis(text)))
  checkCount((across?.values.length ?? 1) * (down?.values.length ?? 1))
  const columns = across?.values ?? [undefined]
  const rows = down?.values ?? [undefined]
  return {
    columns: columns.map((value) => labelOf(across, value)),
    rows: rows.map((value) => labelOf(down, value)),
    cells: rows.flatMap((below, row) =>
      columns.map((beside, column) => ({
        column,
        row,
        input: applyAxis(applyAxis(base, across, beside), down, below),
      })),
    ),
  }
}

/** As AUTOMATIC1111 lays it out: the first half of the options from left to right, the others downwards. */
function planMatrix<Input extends CellInput>(base: Input): GridPlan<Input> {
  const { options, prompts } = promptMatrix(base.prompt)
  if (options.length === 0) {
    throw new WorkspaceError('bad-input', 'The prompt has nothing to combine.', {
      hint: 'Part it with |: "a cat | at night | oil painting" makes four pictures.',
    })
  }
  checkCount(prompts.length)
  const across = Math.ceil(options.length / 2)
  const width = 2 ** across
  const label = (from: number, to: number, combination: number): Label =>
    options.slice(from, to).map((text, i) => ({ text, chosen: ((combination >> i) & 1) === 1 }))
  return {
    columns: Array.from({ length: width }, (_, column) => label(0, across, column)),
    rows: Array.from({ length: prompts.length / width }, (_, row) => label(across, options.length, row)),
    cells: prompts.map(({ prompt }, combination) => ({
      column: combination % width,
      row: Math.floor(combination / width),
      input: { ...base, prompt },
    })),
  }
}

function checkCount(count: number): void {
  if (count <= mostCells) return
  throw new WorkspaceError('bad-input', `This grid has ${count} pictures; at most ${mostCells} are made at once.`, {
    hint: 'Take larger steps, or make several grids.',
  })
}

function labelOf(axis: GridAxis | undefined, value: GridAxis['values'][number] | undefined): Label {
  if (axis === undefined || value === undefined) return []
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  // Prompts speak for themselves.
  return [{ text: axis.axis.startsWith('prompt') ? text : `${axis.label}: ${text}`, chosen: true }]
}

function applyAxis<Input extends CellInput>(
  input: Input,
  axis: GridAxis | undefined,
  value: GridAxis['values'][number] | undefined,
): Input {
  if (axis === undefined || value === undefined) return input
  switch (axis.axis) {
    case 'promptReplace':
    case 'promptOrder':
      return applyAxisToPrompts(input, axis, value)
    case 'seed':
      if (Number(value) >= 0) return { ...input, seed: Number(value) }
      throw new WorkspaceError('bad-input', `Seeds of a grid are given: ${String(value)} is none.`, {
        hint: 'For example: "Seed: 1,2,3"',
      })
    case 'size': {
      const [width, height] = String(value).split('x').map(Number)
      return { ...input, width, height }
    }
    case 'denoise':
      if (input.start !== undefined) return { ...input, strength: value }
      if ((input.hires ?? 1) > 1) return { ...input, hiresStrength: value }
      throw new WorkspaceError('bad-input', 'Denoising changes nothing without a start picture or a second pass.', {
        hint: 'Give --start or --hires.',
      })
    default:
      return { ...input, [fields[axis.axis]]: value }
  }
}

/** The other axes by the fields of image.generate. */
const fields = {
  steps: 'steps',
  variationSeed: 'variationSeed',
  variationStrength: 'variationStrength',
  cfgScale: 'guidance',
  clipSkip: 'clipSkip',
  hiresSteps: 'hiresSteps',
  hiresUpscaler: 'upscaler',
  sampler: 'sampler',
  schedule: 'schedule',
  model: 'model',
  vae: 'vae',
} as const
