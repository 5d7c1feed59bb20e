import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../random.ts'
import { cellAt, cellHere, cellularNoise } from './cellular.ts'
import { at, fractalNoise, here, type Octaves, ridgedNoise } from './noise.ts'
import { createSample } from './sample.ts'
import { createRowKernels } from './wasm/row-kernels.ts'

const kernels = createRowKernels()
const options = (width: number, cells: Octaves['cells'] = [4, 3]): Octaves => {
  return { width, kernels, cells, octaves: 4, gain: 0.5, finest: 64, random: createRandom(5) }
}

/** Visits every pixel of a tile, as the passes do. */
function eachPixel(width: number, height: number, visit: (s: ReturnType<typeof createSample>) => void): void {
  const s = createSample()
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      visit(Object.assign(s, { row, column, u: column / width, v: row / height }))
    }
  }
}

test('noise of whole rows is the noise asked for point by point, up to the rounding of 32-bit floats', () => {
  for (const make of [fractalNoise, ridgedNoise]) {
    for (const width of [64, 33, 5]) {
      const field = make(options(width, [7, 3]))
      eachPixel(width, 8, (s) => {
        const difference = here(field, s) - at(field, s.u, s.v)
        assert.ok(Math.abs(difference) < 2e-6, `${make.name} at ${s.column}, ${s.row} of ${width}: ${difference}`)
      })
    }
  }
})

test('rows come in any order', () => {
  const field = fractalNoise(options(16))
  const sum = (rows: readonly number[]) =>
    rows.map((row) => here(field, Object.assign(createSample(), { row, column: 3, u: 3 / 16, v: row / 16 })))
  assert.deepEqual(sum([0, 5, 15, 6]), sum([6, 15, 5, 0]).toReversed())
})

test('noise closes around the tile without a step', () => {
  const field = fractalNoise(options(64))
  for (let i = 0; i < 50; i++) {
    const t = i / 50
    assert.ok(Math.abs(at(field, 1 - 1e-7, t) - at(field, 0, t)) < 1e-4)
    assert.ok(Math.abs(at(field, t, -1e-7) - at(field, t, 1)) < 1e-4)
  }
})

test('cellular noise of whole rows finds the nearest points that are found point by point', () => {
  for (const [width, cells] of [
    [64, [6, 5]],
    [50, [23, 4]],
    [18, [9, 9]],
  ] as const) {
    for (const staggered of [false, true]) {
      const common = {
        cells,
        ratio: 0.75,
        jitter: 1,
        staggered,
        borders: true,
        width,
        kernels,
        random: createRandom(9),
      }
      const field = cellularNoise(common)
      eachPixel(width, 12, (s) => {
        const byRow = { ...cellHere(field, s) }
        const byPoint = cellAt(field, s.u, s.v)
        // A row looks at a few points more, so it may find one that is nearer.
        assert.ok(byRow.near <= byPoint.near + 1e-5)
        if (byRow.near < byPoint.near - 1e-5) return
        for (const key of ['near', 'border', 'x', 'y', 'id'] as const) {
          assert.ok(Math.abs(byRow[key] - byPoint[key]) < 1e-4, `${key} at ${s.column}, ${s.row}`)
        }
      })
    }
  }
})

test('cellular noise finds the nearest point and the exact border, across the edge of the tile too', () => {
  const random = createRandom(9)
  const cells = [6, 5] as const
  const field = cellularNoise({ cells, ratio: 1, jitter: 0.9, borders: true, width: 64, kernels, random })
  // The border of a cell is where the id changes: walking there by the distance given must not cross it earlier.
  for (let i = 0; i < 200; i++) {
    const u = random()
    const v = random()
    const here = { ...cellAt(field, u, v) }
    for (let k = 0; k < 8; k++) {
      const [dx, dy] = [Math.cos(k), Math.sin(k)]
      const reach = (here.border * 0.98) / cells[0]
      const there = cellAt(field, u + dx * reach, v + dy * reach)
      assert.ok(
        Math.abs(there.x - (here.x + dx * reach * cells[0])) < 1e-9,
        'the nearest point changed inside the border',
      )
    }
  }
})

test('the memory of the kernels is given back, and is empty again', () => {
  const first = kernels.allocate(10)
  kernels.floats.fill(3, first / 4, first / 4 + 10)
  kernels.reset()
  const again = kernels.allocate(100)
  assert.ok(again < first)
  assert.ok(kernels.floats.subarray(again / 4, again / 4 + 10_000).every((number) => number === 0))
  assert.throws(() => kernels.allocate(1e9), { code: 'internal' })
})
