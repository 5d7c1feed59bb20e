import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { createMemo } from '../core/pipeline/memo.ts'
import { documentOfPrompt } from '../models/procedural/document-of-prompt.ts'
import { namedForms } from '../models/procedural/forms/library/named-forms.ts'
import { createPool } from '../models/procedural/parallel.ts'
import { renderDocument } from '../models/procedural/render-document.ts'

/**
 * Renders prompts (all named forms, unless given) with several seeds to one sheet, to be judged by eye.
 * node scripts/contact-sheet-forms.ts sheet.png [--size 256] [--seeds 3] [--first 1] [--columns 6] ["a prompt" …]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '256' },
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    columns: { type: 'string' },
  },
})
const [path = 'forms.png', ...given] = positionals
const prompts = given.length > 0 ? given : [...namedForms.keys()]
const size = Number(values.size)
const seeds = Number(values.seeds)
const caption = 18

await using pool = createPool()
const tiles: { prompt: string; picture: Buffer }[] = []
for (const prompt of prompts) {
  for (let seed = Number(values.first); seed < Number(values.first) + seeds; seed++) {
    const start = performance.now()
    const { document } = documentOfPrompt({ prompt, negativePrompt: '', seed })
    const { rgba } = await renderDocument(document, { width: size, height: size }, { pool, memo: createMemo() })
    const picture = await sharp(rgba, { raw: { width: size, height: size, channels: 4 } })
      .png()
      .toBuffer()
    tiles.push({ prompt, picture })
    console.log(`${prompt} ${seed}: ${(performance.now() - start).toFixed(0)} ms`)
  }
}

const columns = Number(values.columns ?? Math.max(seeds, Math.floor(6 / seeds) * seeds))
const rows = Math.ceil(tiles.length / columns)
const label = (text: string) =>
  Buffer.from(
    `<svg width="${size}" height="${caption}"><text x="5" y="13" font-size="12" font-family="sans-serif" fill="#333">${text}</text></svg>`,
  )
await mkdir(dirname(path), { recursive: true })
await sharp({
  create: { width: columns * size, height: rows * (size + caption), channels: 3, background: '#f2f1ee' },
})
  .composite(
    tiles.flatMap(({ prompt, picture }, i) => {
      const left = (i % columns) * size
      const top = Math.floor(i / columns) * (size + caption)
      return [
        { input: picture, left, top },
        { input: label(prompt), left, top: top + size },
      ]
    }),
  )
  .png()
  .toFile(path)
