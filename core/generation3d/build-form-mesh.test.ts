import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFormDocument } from '../../models/procedural/form-document.ts'
import { createPool } from '../../models/procedural/parallel.ts'
import { createMemo } from '../pipeline/memo.ts'
import { buildFormMesh } from './build-form-mesh.ts'
import { inspectMesh, qualityOfMesh } from './inspect-mesh.ts'

/** A red ball on a blue block, and an opening in the block. */
const document = parseFormDocument({
  version: 1,
  name: 'two parts',
  materials: {
    red: { family: 'plaster', colours: ['#d02020'] },
    blue: { family: 'plaster', colours: ['#2030d0'] },
  },
  root: {
    type: 'union',
    children: [
      { type: 'sphere', radius: 0.5, at: [0, 1.3, 0], material: 'red' },
      {
        type: 'subtract',
        material: 'blue',
        from: { type: 'box', size: [1.4, 1, 1.4], at: [0, 0.5, 0] },
        remove: [{ type: 'box', size: [0.6, 0.5, 2], at: [0, 0.5, 0] }],
      },
    ],
  },
})

async function build(threads: number) {
  await using pool = createPool({ threads })
  const memo = createMemo()
  return await buildFormMesh(document, { triangles: 1500, levels: [0.5, 0.2], textureSize: 256, pool, memo })
}

const built = await build(2)

test('every check of the mesh passes, for every level', () => {
  const report = inspectMesh(built.levels)
  const failed = qualityOfMesh(report).measures.filter(({ pass }) => pass === false)
  assert.deepEqual(failed, [])
  assert.deepEqual(
    report.levels.map(({ watertight, genus }) => ({ watertight, genus })),
    Array.from({ length: 3 }, () => ({ watertight: true, genus: 1 })),
  )
  const counts = report.levels.map(({ triangles }) => triangles)
  assert.ok(Math.abs(counts[0]! - 1500) < 20 && Math.abs(counts[1]! - 750) < 20 && Math.abs(counts[2]! - 300) < 20)
  // Ball, plus block without its opening, less what the ball sinks in: a cap 0.2 high.
  const cap = ((Math.PI * 0.04) / 3) * (1.5 - 0.2)
  const volume = (Math.PI / 6) * 1 + 1.4 * 1.4 - 0.6 * 0.5 * 1.4 - cap
  assert.ok(Math.abs(report.levels[0]!.volume! / volume - 1) < 0.01)
})

test('the baked colours land on the right parts', () => {
  const { positions, uvs, indices } = built.levels[0]!
  let [ball, block] = [0, 0]
  for (let i = 0; i < indices.length; i += 3) {
    const mean = (values: Float32Array, width: number, a: number) =>
      [0, 1, 2].reduce((sum, k) => sum + values[indices[i + k]! * width + a]! / 3, 0)
    const y = mean(positions, 3, 1)
    const texel = Math.floor(mean(uvs, 2, 1) * 256) * 256 + Math.floor(mean(uvs, 2, 0) * 256)
    const [red, blue] = [built.maps.albedo[texel * 3]!, built.maps.albedo[texel * 3 + 2]!]
    if (y > 1.05) {
      ball++
      assert.ok(red > blue + 40, `the ball is ${red}, ${blue} at ${texel}`)
    } else if (y < 0.95) {
      block++
      assert.ok(blue > red + 40, `the block is ${red}, ${blue} at ${texel}`)
    }
  }
  assert.ok(ball > 100 && block > 50)
})

test('the ceiling of the opening is darker in the occlusion map than the top of the ball', () => {
  const { positions, uvs } = built.levels[0]!
  const mean = (wanted: (y: number, x: number, z: number) => boolean) => {
    const found: number[] = []
    for (let v = 0; v < positions.length / 3; v++) {
      if (!wanted(positions[v * 3 + 1]!, positions[v * 3]!, positions[v * 3 + 2]!)) continue
      const texel =
        Math.min(255, Math.floor(uvs[v * 2 + 1]! * 256)) * 256 + Math.min(255, Math.floor(uvs[v * 2]! * 256))
      found.push(built.maps.ambientOcclusion[texel]!)
    }
    assert.ok(found.length > 2)
    return found.reduce((sum, value) => sum + value, 0) / found.length
  }
  const ceiling = mean((y, x) => Math.abs(y - 0.75) < 0.01 && Math.abs(x) < 0.31)
  const top = mean((y) => y > 1.6)
  assert.ok(ceiling < top - 20, `${ceiling} against ${top}`)
})

test('one thread gives the same bytes as two', async () => {
  const alone = await build(1)
  assert.deepEqual(alone.levels, built.levels)
  assert.deepEqual(Buffer.from(alone.maps.albedo), Buffer.from(built.maps.albedo))
  assert.deepEqual(Buffer.from(alone.maps.normal), Buffer.from(built.maps.normal))
  assert.deepEqual(Buffer.from(alone.maps.ambientOcclusion), Buffer.from(built.maps.ambientOcclusion))
})
