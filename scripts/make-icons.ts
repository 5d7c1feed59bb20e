import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

/*
 * npx node scripts/make-icons.ts: draws the studio's PNG icons anew from interface/web/public/icons/mark.svg. Run it when
 * the mark changes; its results are committed, so that a build needs no picture library.
 */

const folder = path.join(import.meta.dirname, '../interface/web/public/icons')
const mark = readFileSync(path.join(folder, 'mark.svg'), 'utf8')
const ground = /<rect[^>]*\bfill="(#[0-9a-f]{6})"/.exec(mark)![1]!
// Systems that cut the icon to their own shape want it to reach the edges, and show at least the inner 80 %.
const full = mark.replace(/ rx="\d+"/, '')

for (const size of [192, 512]) await draw(mark, size, `icon-${size}.png`)
await draw(full, 180, 'icon-180.png')
await draw(full, 512, 'icon-maskable-512.png', 0.84)

async function draw(svg: string, size: number, name: string, scale = 1): Promise<void> {
  const inner = Math.round(size * scale)
  const edge = Math.floor((size - inner) / 2)
  await sharp(Buffer.from(svg), { density: (72 * inner) / 32 })
    .resize(inner, inner)
    .extend({ top: edge, left: edge, bottom: size - inner - edge, right: size - inner - edge, background: ground })
    .png({ compressionLevel: 9, palette: true })
    .toFile(path.join(folder, name))
}
