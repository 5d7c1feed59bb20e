import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPool } from '../../../models/procedural/parallel.ts'
import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import { boxDocument, boxMesh } from '../fixtures/box-document.ts'
import { validateGltf } from '../fixtures/validate-gltf.ts'
import { writeGlb } from '../glb.ts'
import { inspectMesh } from '../inspect-mesh.ts'
import { measureSolid } from '../measure-solid.ts'
import type { Mesh, MeshDocument } from '../mesh.ts'
import { type FinishOptions, finishMesh } from './finish-mesh.ts'
import { ball, joined, moved, torus, withoutTriangles } from './shapes.fixture.ts'

const plain = { name: 'plain', textures: {} }

async function finish(document: MeshDocument, options: Partial<FinishOptions> = {}) {
  await using pool = createPool({ threads: 1 })
  return await finishMesh(document, {
    triangles: undefined,
    unwrap: 'auto',
    textureSize: 256,
    bakeNormals: true,
    bakeOcclusion: true,
    levels: [],
    weld: 1e-6,
    floaters: 0.001,
    holes: 0.2,
    pool,
    ...options,
  })
}

/** A ball whose upper half is red and lower half blue, in vertex colours. */
function twoColours(mesh: Mesh): Mesh {
  const colors = Float32Array.from(mesh.positions, (_, i) => {
    const isUp = mesh.positions[i - (i % 3) + 1]! > 0
    return i % 3 === 1 ? 0 : (i % 3 === 0) === isUp ? 1 : 0
  })
  return { ...mesh, colors }
}

test('a coloured ball of many triangles becomes few with uvs, its colours where they were, valid and closed', async () => {
  const levels = [twoColours(ball(60))]
  const { document, unwrapped, baked, leftOut } = await finish(
    { name: 'ball', levels, material: plain },
    { triangles: 800, levels: [0.5, 0.1, 0.99] },
  )
  const counts = document.levels.map(({ indices }) => indices.length / 3)
  assert.deepEqual([unwrapped, baked], [true, ['albedo', 'normal', 'orm']])
  // The level of 80 triangles has no room for the seams of the finest; one with more triangles than it is none.
  assert.ok(counts.length === 3 && counts.every((count, i) => count <= [800, 400, 80][i]!), counts.join())
  assert.deepEqual(leftOut, [0.99])
  const report = inspectMesh(document.levels)
  for (const [i, { watertight, volume }] of report.levels.entries())
    assert.ok(watertight && Math.abs(volume! / ((4 / 3) * Math.PI) - 1) < [0.02, 0.05, 0.25][i]!, `${i}: ${volume}`)
  assert.ok(report.uvs!.outside === 0 && report.uvs!.overlap < 0.002)
  // The colour that the texture has at each vertex well above or below the middle, in every level.
  const { data, width } = await decodeImage(document.material.textures.albedo!)
  for (const { positions, uvs } of document.levels)
    for (let v = 0; v < positions.length / 3; v++) {
      const y = positions[v * 3 + 1]!
      if (Math.abs(y) < 0.1) continue
      const at = (Math.floor(uvs![v * 2 + 1]! * width) * width + Math.floor(uvs![v * 2]! * width)) * 3
      const [red, , blue] = data.subarray(at, at + 3)
      assert.ok(y > 0 ? red! > 200 && blue! < 60 : blue! > 200 && red! < 60, `at height ${y}: ${red}, ${blue}`)
    }
  const { numErrors, numWarnings, messages } = await validateGltf(await writeGlb(document))
  assert.deepEqual([numErrors, numWarnings], [0, 0], JSON.stringify(messages.slice(0, 3)))
})

test('the normal map of a coarse ball bends its shading back to round', async () => {
  const { document } = await finish({ name: 'ball', levels: [ball(80)], material: plain }, { triangles: 300 })
  const { positions, normals, tangents, uvs } = document.levels[0]!
  const { data, width } = await decodeImage(document.material.textures.normal!)
  let worst = 1
  for (let v = 0; v < positions.length / 3; v++) {
    const at = (Math.floor(uvs![v * 2 + 1]! * width) * width + Math.floor(uvs![v * 2]! * width)) * 3
    const [p, q, r] = [0, 1, 2].map((k) => data[at + k]! / 127.5 - 1) as [number, number, number]
    const n = normals!.subarray(v * 3, v * 3 + 3)
    const t = tangents!.subarray(v * 4, v * 4 + 4)
    const b = [n[1]! * t[2]! - n[2]! * t[1]!, n[2]! * t[0]! - n[0]! * t[2]!, n[0]! * t[1]! - n[1]! * t[0]!]
    const along = [0, 1, 2].reduce(
      (sum, k) => sum + (p * t[k]! + q * b[k]! * t[3]! + r * n[k]!) * positions[v * 3 + k]!,
      0,
    )
    worst = Math.min(worst, along)
  }
  // A vertex of a ball of radius 1 faces where it lies; the texel is up to a texel away from it.
  assert.ok(worst > 0.99, `cosine ${worst}`)
})

test('crumbs go, holes are filled, an inside-out ball is turned over', async () => {
  const whole = ball(24)
  const holey = withoutTriangles(whole, (y) => y > 0.97)
  const crumb = moved(ball(4), [3, 0, 0], 0.02)
  const broken = { name: 'ball', levels: [joined(holey, crumb)], material: plain }
  const { document, cleaning } = await finish(broken, { holes: 0.5 })
  assert.deepEqual([cleaning.droppedPieces, cleaning.filledHoles, cleaning.holesLeft], [1, 1, 0])
  const [level] = inspectMesh(document.levels).levels
  assert.ok(level!.watertight && level!.components === 1)

  const { indices, positions } = whole
  const turned = { positions, indices: indices.toReversed() }
  const back = await finish({ name: 'ball', levels: [turned], material: plain })
  assert.ok(back.cleaning.turnedOver && measureSolid(back.document.levels[0]!).volume > 4)
})

test('a torus keeps its volume, its area and its hole', async () => {
  const { document } = await finish({ name: 'ring', levels: [torus(80, 0.3)], material: plain }, { triangles: 3000 })
  const [level] = inspectMesh(document.levels).levels
  assert.deepEqual([level!.watertight, level!.genus, level!.eulerNumber], [true, 1, 0])
  assert.ok(Math.abs(level!.volume! / (2 * Math.PI ** 2 * 0.09) - 1) < 0.01)
  assert.ok(Math.abs(level!.area / (4 * Math.PI ** 2 * 0.3) - 1) < 0.01)
})

test('uvs and textures that fit are kept; a coarser mesh of them gets its lost relief on top', async () => {
  const kept = await finish(boxDocument())
  assert.deepEqual([kept.unwrapped, kept.baked], [false, []])
  assert.deepEqual(kept.document.material.textures, boxDocument().material.textures)
  const cornerUvs = ({ indices, uvs }: Mesh) => Array.from(indices, (v) => [uvs![v * 2], uvs![v * 2 + 1]])
  assert.deepEqual(cornerUvs(kept.document.levels[0]!), cornerUvs(boxMesh(5)))

  const coarse = await finish(boxDocument(), { triangles: 100 })
  assert.deepEqual([coarse.unwrapped, coarse.baked], [false, ['normal']])
  assert.ok(inspectMesh(coarse.document.levels).uvs!.overlap < 0.01)
})

test('new uvs for a textured box carry its pictures over', async () => {
  const { document, baked } = await finish(boxDocument(), { unwrap: 'new', bakeOcclusion: false })
  assert.deepEqual(baked, ['albedo', 'normal', 'orm', 'emission'])
  const before = await decodeImage(boxDocument().material.textures.albedo!)
  const after = await decodeImage(document.material.textures.albedo!)
  const colours = ({ data }: { data: Uint8Array }) => new Set(data.filter((_, i) => i % 3 === 2))
  // Blue is 40 all over the box's picture, and so in the new one.
  assert.deepEqual([...colours(before)], [40])
  assert.deepEqual([...colours(after)], [40])
})

test('what cannot be finished is refused with the reason', async () => {
  const bad = (mesh: Mesh) => finish({ name: 'bad', levels: [mesh], material: plain })
  await assert.rejects(bad({ positions: new Float32Array(9), indices: new Uint32Array() }), {
    code: 'bad-input',
    message: /has no triangle/,
  })
  const positions = Float32Array.of(0, 0, 0, 1, Number.NaN, 0, 0, 1, 0)
  await assert.rejects(bad({ positions, indices: Uint32Array.of(0, 1, 2) }), {
    code: 'corrupt-file',
    message: /positions .* NaN at vertex 1/,
  })
  const flat = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 1, 0, 0), indices: Uint32Array.of(0, 1, 2) }
  await assert.rejects(bad(flat), { code: 'bad-input', message: /has no triangle/ })
  const many = { positions: new Float32Array(9), indices: new Uint32Array(2_000_001 * 3) }
  await assert.rejects(bad(many), { code: 'bad-input', message: /2,000,001 triangles; at most 2,000,000/ })
})
