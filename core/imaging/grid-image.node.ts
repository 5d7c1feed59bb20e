import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { assetName } from './asset-name.ts'
import { diffusionFields, modelsOfRequest, optionalSide } from './diffusion-fields.ts'
import { type CellInput, type Label, mostCells, planGrid } from './grid/plan-grid.ts'
import { nameField, negativePromptField, promptField, readingField, seedField } from './input-fields.ts'

const { count: _count, ...fields } = diffusionFields

const axis = (where: string) =>
  z
    .string()
    .max(10_000)
    .optional()
    .describe(
      `What changes ${where}: "Steps: 10-30 (+5)", "Seed: 1,2,3", "Sampler: Euler a, DPM++ 2M", "Prompt S/R: cat, dog" …`,
    )

/** The same picture with one or two things changed, each combination once, and all of them on one labelled sheet. */
export default defineNode({
  id: 'image.grid',
  summary: 'Compare settings or words: a picture for each combination, and all on one labelled sheet.',
  version: 1,
  input: z.strictObject({
    prompt: promptField.describe('What to make, in words.'),
    negativePrompt: negativePromptField,
    x: axis('from left to right'),
    y: axis('from top to bottom'),
    matrix: z
      .boolean()
      .default(false)
      .describe('Combine the parts of the prompt after each |: "a cat | at night | red".'),
    width: optionalSide('Width'),
    height: optionalSide('Height'),
    seed: seedField,
    model: z.string().optional().describe('The image model; see: ai-workspace models list.'),
    name: nameField.describe('Name of the assets; by default made of the prompt.'),
    ...fields,
  }),
  output: z.object({
    sheet: assetId('image'),
    cells: z
      .array(
        z.object({
          column: z.int(),
          row: z.int(),
          x: z.string(),
          y: z.string(),
          name: z.string(),
          image: assetId('image'),
        }),
      )
      .describe(`Which picture is which; at most ${mostCells}.`),
    seed: z.int(),
    reading: readingField.optional(),
  }),
  example: {
    prompt: 'ancient stone statue',
    x: 'Seed: 1,2',
    y: 'Prompt S/R: stone, wooden',
    width: 64,
    height: 64,
    seed: 1,
  },

  models(input) {
    const { cells } = planGrid(baseOf(input), input)
    const named = cells.flatMap((cell) => modelsOfRequest(cell.input))
    return [...new Map(named.map((reference) => [JSON.stringify(reference), reference])).values()]
  },

  async run(input, context) {
    const [{ default: generateImage }, { decodeImage }, { drawSheet }, { hasFont }, { encodePng }] = await Promise.all([
      import('./generate-image.node.ts'),
      import('./codecs/decode-image.ts'),
      import('./grid/draw-sheet.ts'),
      import('./grid/draw-text.ts'),
      import('./codecs/encode-png.ts'),
    ])
    const { columns, rows, cells } = planGrid(baseOf(input), input)
    const title = assetName(input.name ?? input.prompt)
    const made = []
    const names = new Set<string>()
    const warnings = new Set<string>()
    for (const [n, { column, row, input: cell }] of cells.entries()) {
      const [x, y] = [textOf(columns[column]!), textOf(rows[row]!)]
      // Named by what it is, not where it stands: a grid with more values finds its cells in the cache.
      const words = `${title}-${assetName(`${x} ${y}`, 'plain')}`
      const name = names.has(words) ? `${words}-${column + 1}-${row + 1}` : words
      names.add(name)
      const until = (0.95 * (n + 1)) / cells.length
      const { image, reading } = await context.run(generateImage, { ...cell, name }, { until })
      for (const warning of warningsOf(reading)) warnings.add(warning)
      made.push({ column, row, x, y, image, name })
    }
    const pictures = []
    for (const { column, row, image } of made) {
      pictures.push({ column, row, pixels: await decodeImage((await context.readAsset(image)).bytes) })
    }
    context.signal.throwIfAborted()
    context.progress(0.97, 'Drawing the sheet')
    const labelled = await hasFont()
    if (!labelled) {
      warnings.add('This machine has no font, so that the sheet has no labels: install one (fonts-dejavu-core).')
    }
    const without = (labels: readonly Label[]) => labels.map(() => [])
    const sheet = await drawSheet(
      pictures,
      labelled ? { columns, rows } : { columns: without(columns), rows: without(rows) },
    )
    const { width, height } = sheet
    const put = await context.putAsset(
      {
        name: `${title}-grid`,
        kind: 'image',
        mediaType: 'image/png',
        parents: [...new Set(made.map(({ image }) => image))],
        facts: {
          prompt: input.prompt,
          seed: input.seed,
          width,
          height,
          columns: columns.length,
          rows: rows.length,
          // By name: ids are of this run, and a replay's would be others.
          cells: made.map(({ image: _, ...cell }) => cell),
        },
      },
      encodePng(sheet),
    )
    return {
      sheet: put.id,
      cells: made,
      seed: input.seed,
      ...(warnings.size === 0 ? {} : { reading: { warnings: [...warnings] } }),
    }
  },
})

/** What all pictures have in common. */
function baseOf<
  Input extends CellInput & {
    readonly x?: unknown
    readonly y?: unknown
    readonly matrix: boolean
    readonly name?: unknown
  },
>({ x: _x, y: _y, matrix: _matrix, name: _name, ...base }: Input) {
  return base
}

function warningsOf(reading: Readonly<Record<string, unknown>> | undefined): string[] {
  const warnings = reading?.['warnings']
  return Array.isArray(warnings) ? warnings.map(String) : []
}

/** A label in words: what is not chosen of a matrix is left out. */
function textOf(label: Label): string {
  return label
    .filter(({ chosen }) => chosen)
    .map(({ text }) => text)
    .join(', ')
}
