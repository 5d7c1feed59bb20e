import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Pixels } from '../../../base/pixels.ts'
import { cannyEdges } from './canny-edges.ts'

interface Case {
  readonly width: number
  readonly height: number
  readonly low: number
  readonly high: number
  readonly grey: boolean
  readonly edges: string
}
const fixture = join(import.meta.dirname, 'fixtures/canny-opencv.json')
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: readonly Case[] }

test("edges are OpenCV's, pixel for pixel", () => {
  for (const { low, high, edges, ...size } of cases) {
    const found = cannyEdges(picture(size), { low, high })
    const bits = Buffer.from(edges, 'base64')
    const expected = found.data.map((_, i) => ((bits[i >> 3]! >> (7 - (i & 7))) & 1) * 255)
    assert.deepEqual(found.data, expected, JSON.stringify({ ...size, low, high }))
    assert.ok(expected.includes(255))
  }
})

/** A disc, stripes, slopes and noise: the same whole numbers as in the fixture's recipe. */
function picture({ width, height, grey }: Pick<Case, 'width' | 'height' | 'grey'>): Pixels {
  const channels = grey ? 1 : 3
  const data = new Uint8Array(width * height * channels)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const disc = (x - 20) ** 2 + (y - 18) ** 2 < 150 ? 90 : 0
      const stripes = (Math.floor((x + 2 * y) / 9) % 2) * 60
      const noise = (x * x * 31 + y * y * 17 + x * y * 7) % 23
      for (let c = 0; c < channels; c++) {
        data[to++] = Math.min(255, disc + stripes + noise + 20 * c + ((x * (3 - c) + y * c) % 64))
      }
    }
  }
  return { width, height, channels, data }
}
