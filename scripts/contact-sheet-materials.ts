/**
 * Renders materials lit, one picture each, on one sheet: `node scripts/contact-sheet-materials.ts sheet.png|jpg [--size 384]
 * [--columns 6] [--ball] [family[+trait[*strength]…][:#colour] …]`; without names, every family. For judging by eye.
 */
import { parseArgs } from 'node:util'
import sharp, { type OverlayOptions } from 'sharp'
import { buildMaterial, materialFamilies } from '../models/procedural/materials/build-material.ts'
import { createPool } from '../models/procedural/parallel.ts'
import { renderBall, renderPlane } from './render-material.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '384' },
    columns: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    ball: { type: 'boolean', default: false },
  },
})
const [file, ...names] = positionals
if (file === undefined) throw new Error('Give the name of the sheet to write.')
const size = Number(values.size)
const columns = Number(values.columns)
const wanted = names.length > 0 ? names : [...materialFamilies.keys()]
await using pool = createPool()
const tiles: OverlayOptions[] = []
for (const [i, name] of wanted.entries()) {
  const [words, colours] = name.split(':')
  const [family, ...named] = words!.split('+')
  const parts = named.map((trait) => trait.split('*') as [trait: string, strength?: string])
  const traits = parts.map(([trait]) => trait)
  const strengths = Object.fromEntries(parts.map(([trait, strength = '1']) => [trait, Number(strength)]))
  const started = performance.now()
  const maps = await buildMaterial(
    { family: family!, traits, strengths, colours: colours?.split(',') ?? [], seed: Number(values.seed) },
    { width: size, height: size },
    { pool },
  )
  console.log(`${name}: ${Math.round(performance.now() - started)} ms, relief ${maps.heightRange.toFixed(4)}`)
  const left = (i % columns) * (size + 8)
  const top = Math.floor(i / columns) * (size + 30)
  const pixels = values.ball ? renderBall(maps, size) : renderPlane(maps)
  tiles.push({ input: Buffer.from(pixels), raw: { width: size, height: size, channels: 3 }, left, top })
  const label = `<svg width="${size}" height="22"><text x="4" y="16" font-family="sans-serif" font-size="15" fill="#ddd">${name}</text></svg>`
  tiles.push({ input: Buffer.from(label), left, top: top + size })
}
await sharp({
  create: {
    width: Math.min(columns, wanted.length) * (size + 8) - 8,
    height: Math.ceil(wanted.length / columns) * (size + 30),
    channels: 3,
    background: '#1b1b1e',
  },
})
  .composite(tiles)
  .toFile(file)
