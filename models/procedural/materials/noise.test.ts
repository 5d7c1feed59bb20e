import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../random.ts'
import { cellularNoise } from './cellular.ts'
import { fractalNoise, ridgedNoise, type Scan } from './noise.ts'

const WIDTH = 64

function options(scan: Scan) {
  return { scan, cells: [4, 3], octaves: 4, gain: 0.5, finest: 64, random: createRandom(5) } as const
}

test('noise asked for pixel by pixel is the noise asked for at any point', () => {
  for (const make of [fractalNoise, ridgedNoise]) {
    const scan: Scan = { width: WIDTH, x: 0, u: -1, v: -1 }
    const byRow = make(options(scan))
    const byPoint = make(options({ width: WIDTH, x: 0, u: -1, v: -1 }))
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < WIDTH; x++) {
        Object.assign(scan, { x, u: x / WIDTH, v: y / 8 })
        const difference = byRow(scan.u, scan.v) - byPoint(scan.u, scan.v)
        assert.ok(Math.abs(difference) < 1e-12, `${make.name} at ${x}, ${y}: ${difference}`)
      }
    }
  }
})

test('noise closes around the tile without a step', () => {
  const field = fractalNoise(options({ width: WIDTH, x: 0, u: -1, v: -1 }))
  for (let i = 0; i < 50; i++) {
    const t = i / 50
    assert.ok(Math.abs(field(1 - 1e-7, t) - field(0, t)) < 1e-4)
    assert.ok(Math.abs(field(t, -1e-7) - field(t, 1)) < 1e-4)
  }
})

test('cellular noise finds the nearest point and the exact border, across the edge of the tile too', () => {
  const random = createRandom(9)
  const cells = [6, 5] as const
  const field = cellularNoise({ cells, ratio: 1, jitter: 0.9, borders: true, random })
  // The border of a cell is where the id changes: walking there by the distance given must not cross it earlier.
  for (let i = 0; i < 200; i++) {
    const u = random()
    const v = random()
    const here = { ...field(u, v) }
    for (let k = 0; k < 8; k++) {
      const [dx, dy] = [Math.cos(k), Math.sin(k)]
      const reach = (here.border * 0.98) / cells[0]
      const there = field(u + dx * reach, v + dy * reach)
      assert.ok(
        Math.abs(there.x - (here.x + dx * reach * cells[0])) < 1e-9,
        'the nearest point changed inside the border',
      )
    }
  }
})
