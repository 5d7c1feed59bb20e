import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../random.ts'
import { compileForm } from '../compile-form.ts'
import { childrenOf } from '../form-nodes.ts'
import { type FormNode, parseFormProgram } from '../form-program.ts'
import { namedForms } from './named-forms.ts'

const seeds = Array.from({ length: 20 }, (_, seed) => seed)

test('there are at least 40 named forms, no two with the same word', () => {
  assert.ok(namedForms.size >= 40)
  const owners = new Map<string, string>()
  for (const { id, synonyms, variants } of namedForms.values()) {
    for (const word of new Set([id.replaceAll('-', ' '), ...synonyms, ...Object.keys(variants)])) {
      assert.equal(owners.get(word), undefined, `"${word}" is a ${owners.get(word)} and a ${id}`)
      owners.set(word, id)
    }
  }
})

for (const form of namedForms.values()) {
  test(`${form.id}: 20 seeds give valid, modest and different programs`, () => {
    const programs = seeds.map((seed) =>
      form.build(createRandom(seed), { wear: seed % 3 === 0 ? 1 : 0, panels: seed % 4 === 0 ? 1 : 0 }),
    )
    for (const program of programs) {
      parseFormProgram(program)
      assert.ok(countNodes(program.root) <= 250, `${countNodes(program.root)} nodes`)
      assert.deepEqual(
        Object.keys(program.materials).filter((name) => form.slots[name] === undefined),
        [],
      )
    }
    const distinct = new Set(seeds.map((seed) => JSON.stringify(form.build(createRandom(seed)))))
    assert.equal(distinct.size, seeds.length)
    assert.equal(JSON.stringify(form.build(createRandom(5))), JSON.stringify(form.build(createRandom(5))))
  })

  test(`${form.id}: stands on the floor, of the size of a thing, in one main piece`, () => {
    const { bounds, distances } = compileForm(parseFormProgram(form.build(createRandom(7), { wear: 0.5 })))
    const { min, max } = bounds
    const size = Math.max(...[0, 1, 2].map((i) => max[i]! - min[i]!))
    assert.ok(size > 0.3 && size < 9, `${size} m`)
    assert.ok(min[1] > -0.12 * size && min[1] < 0.12 * size, `lowest point at ${min[1]} m`)
    const share = largestPiece(bounds, distances)
    assert.ok(share > 0.5, `the largest piece is ${share} of it`)
  })

  test(`${form.id}: its variants and the common parameters are accepted`, () => {
    for (const parameters of Object.values(form.variants)) parseFormProgram(form.build(createRandom(1), parameters))
    parseFormProgram(form.build(createRandom(1), { heightFactor: 1.4, widthFactor: 0.7, sizeFactor: 2 }))
    assert.throws(() => form.build(createRandom(1), { wings: 3000 }))
  })
}

function countNodes(node: FormNode): number {
  return 1 + childrenOf(node).reduce((sum, child) => sum + countNodes(child), 0)
}

/** Share of the cells at or inside the surface that hang together with each other. */
function largestPiece(
  { min, max }: ReturnType<typeof compileForm>['bounds'],
  distances: ReturnType<typeof compileForm>['distances'],
): number {
  const n = 36
  const cell = [0, 1, 2].map((i) => (max[i]! - min[i]!) / n)
  const points = new Float32Array(n * n * n * 3)
  for (let i = 0; i < n * n * n; i++) {
    points[i * 3] = min[0] + ((i % n) + 0.5) * cell[0]!
    points[i * 3 + 1] = min[1] + ((Math.floor(i / n) % n) + 0.5) * cell[1]!
    points[i * 3 + 2] = min[2] + (Math.floor(i / n / n) + 0.5) * cell[2]!
  }
  const found = new Float32Array(n * n * n)
  distances(points, found)
  // Thin parts pass between the centres of cells: what the surface comes near counts as well.
  const near = Math.max(...cell) * 0.87
  const open = Uint8Array.from(found, (distance) => (distance < near ? 1 : 0))
  const total = open.reduce((sum, value) => sum + value, 0)
  let largest = 0
  const stack: number[] = []
  for (let start = 0; start < open.length; start++) {
    if (open[start] === 0) continue
    let size = 0
    open[start] = 0
    stack.push(start)
    while (stack.length > 0) {
      const at = stack.pop()!
      size++
      const x = at % n
      const y = Math.floor(at / n) % n
      const z = Math.floor(at / n / n)
      for (const [inside, next] of [
        [x > 0, at - 1],
        [x < n - 1, at + 1],
        [y > 0, at - n],
        [y < n - 1, at + n],
        [z > 0, at - n * n],
        [z < n - 1, at + n * n],
      ] as const) {
        if (!inside || open[next] === 0) continue
        open[next] = 0
        stack.push(next)
      }
    }
    largest = Math.max(largest, size)
  }
  return total === 0 ? 0 : largest / total
}
