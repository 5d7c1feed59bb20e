import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { decodeImage } from '../../../imaging/codecs/decode-image.ts'
import { ball, moved, torus, withoutTriangles } from '../../finish/shapes.fixture.ts'
import { boxDocument } from '../../fixtures/box-document.ts'
import { faultsOfGltf } from '../../fixtures/validate-gltf.ts'
import { readGlb } from '../../glb.ts'
import { boundsOf } from '../../mesh-bounds.ts'
import { vertexNormals } from '../../shade-vertices.ts'
import { presets } from './presets.ts'
import { writePreset } from './write-preset.ts'

const plainOptions = { geometry: 'none', ktx2: false, hulls: 4 } as const

async function filesOf(id: keyof typeof presets, options: Partial<Parameters<typeof writePreset>[2]> = {}) {
  return new Map(await writePreset(boxDocument(), presets[id], { ...plainOptions, ...options }))
}

test('the GLB files of every preset are valid without an error or a warning, and each has a README', async () => {
  let seen = 0
  for (const [id, preset] of Object.entries(presets)) {
    const files = await filesOf(id as keyof typeof presets)
    const readme = new TextDecoder().decode(files.get('box/README.txt'))
    assert.match(readme, new RegExp(`for ${preset.title}`))
    assert.ok(!readme.includes('*'), `${id}: every * of the steps is a name`)
    for (const [path, bytes] of files) {
      if (path !== 'box/README.txt') assert.ok(readme.includes(path.slice(4)), `${id}: the README names ${path}`)
      if (!path.endsWith('.glb')) continue
      seen++
      assert.deepEqual(await faultsOfGltf(bytes), [], path)
    }
  }
  assert.ok(seen >= 10, `${seen} files`)
})

test('every preset is valid in every compression that it offers', async () => {
  let seen = 0
  for (const [id, { compressions, ktx2: offered }] of Object.entries(presets)) {
    for (const geometry of ['none', ...compressions] as const)
      for (const ktx2 of offered ? [false, true] : [false]) {
        if (geometry === 'none' && !ktx2) continue
        for (const [path, bytes] of await filesOf(id as keyof typeof presets, { geometry, ktx2 })) {
          if (!path.endsWith('.glb')) continue
          seen++
          assert.deepEqual(await faultsOfGltf(bytes), [], `${id}, ${geometry}, KTX2 ${ktx2}: ${path}`)
          const asks = new TextDecoder('latin1').decode(bytes).includes('KHR_texture_basisu')
          assert.equal(asks, ktx2 && !/_LOD|_Collider/.test(path), `${path} asks for KTX2 where it has pictures`)
        }
      }
  }
  assert.ok(seen >= 30, `${seen} files`)
})

test('compressed files are smaller, and hold the same box', async () => {
  const plain = (await filesOf('threejs')).get('box/box.glb')!
  for (const geometry of ['meshopt', 'draco'] as const) {
    const packed = (await filesOf('threejs', { geometry })).get('box/box.glb')!
    assert.ok(packed.length < plain.length * 0.7, `${geometry}: ${packed.length} of ${plain.length}`)
    const read = await readGlb(packed)
    assert.equal(read.levels[0]!.indices.length, 900)
    const { min, max } = boundsOf(read.levels[0]!)
    const near = [...min, ...max].map((value) => Math.round(value * 1000) / 1000 + 0)
    assert.deepEqual(near, [0, 0, -3, 1, 2, 0])
  }
  await assert.rejects(filesOf('godot', { geometry: 'draco' }), {
    code: 'bad-input',
    message: /Godot cannot read draco/,
  })
})

test('Unity gets its mask map and smoothness, Unreal DirectX normals, ORM and UCX hulls, Godot its suffix', async () => {
  const document = boxDocument()
  const orm = await decodeImage(document.material.textures.orm!)
  const unity = await filesOf('unity')
  const mask = await decodeImage(unity.get('box/Textures/box_MaskMap.png')!)
  assert.equal(mask.channels, 4)
  for (let i = 0; i < 256; i++) {
    const [o, r, m] = orm.data.subarray(i * 3, i * 3 + 3)
    assert.deepEqual([...mask.data.subarray(i * 4, i * 4 + 4)], [m, o, 255, 255 - r!])
  }
  assert.ok(unity.has('box/box_LOD1.glb') && unity.has('box/box_LOD2.glb') && unity.has('box/box_Collider.glb'))
  assert.deepEqual((await readGlb(unity.get('box/box_LOD1.glb')!)).material.textures, {})

  const unreal = await filesOf('unreal')
  const normal = await decodeImage(unreal.get('box/Textures/T_box_N.png')!)
  assert.deepEqual([...normal.data.subarray(0, 3)], [128, 127, 255])
  assert.deepEqual([...(await decodeImage(unreal.get('box/Textures/T_box_ORM.png')!)).data], [...orm.data])
  assert.deepEqual(nodesOf(unreal.get('box/SM_box.glb')!), ['SM_box', 'UCX_SM_box_00'])
  assert.deepEqual(nodesOf((await filesOf('godot')).get('box/box.glb')!), ['box', 'box_hull00-convcolonly'])
})

test('a print is a closed 3MF and STL in millimetres on the plate; an open mesh is refused with what helps', async () => {
  const files = await filesOf('print')
  const parts = unzipSync(files.get('box/box.3mf')!)
  assert.deepEqual(Object.keys(parts), ['[Content_Types].xml', '_rels/.rels', '3D/3dmodel.model'])
  const model = new TextDecoder().decode(parts['3D/3dmodel.model'])
  assert.match(model, /<model unit="millimeter" /)
  const vertices = [...model.matchAll(/<vertex x="([^"]+)" y="([^"]+)" z="([^"]+)"\/>/g)].map(([, ...xyz]) =>
    xyz.map(Number),
  )
  const triangles = [...model.matchAll(/<triangle v1="(\d+)" v2="(\d+)" v3="(\d+)"\/>/g)].map(([, ...v]) =>
    v.map(Number),
  )
  assert.equal(triangles.length, 300)
  const limits = [0, 1, 2].map((a) => [
    Math.min(...vertices.map((v) => v[a]!)),
    Math.max(...vertices.map((v) => v[a]!)),
  ])
  assert.deepEqual(limits, [
    [-500, 500],
    [-1500, 1500],
    [0, 2000],
  ])
  // 3MF core, 4.1.4: each edge belongs to exactly two triangles, which run along it in opposite directions.
  const edges = new Set(triangles.flatMap(([a, b, c]) => [`${a} ${b}`, `${b} ${c}`, `${c} ${a}`]))
  assert.equal(edges.size, 900)
  for (const edge of edges) assert.ok(edges.has(edge.split(' ').reverse().join(' ')))
  const volume = triangles.reduce((sum, [a, b, c]) => {
    const [p, q, r] = [vertices[a!]!, vertices[b!]!, vertices[c!]!] as [number[], number[], number[]]
    const cross = [0, 1, 2].map((k) => q[(k + 1) % 3]! * r[(k + 2) % 3]! - q[(k + 2) % 3]! * r[(k + 1) % 3]!)
    return sum + (p[0]! * cross[0]! + p[1]! * cross[1]! + p[2]! * cross[2]!) / 6
  }, 0)
  assert.ok(Math.abs(volume / 6e9 - 1) < 1e-6)

  const holey = {
    name: 'cup',
    levels: [withoutTriangles(ball(12), (y) => y > 0.8)],
    material: { name: 'm', textures: {} },
  }
  await assert.rejects(writePreset(holey, presets.print, plainOptions), {
    code: 'bad-input',
    message: /"cup" cannot be printed: it has \d+ open edges/,
    hint: /mesh finish cup --holes/,
  })
})

test('a ring is cut into hulls that leave its hole open; an open mesh has one hull', async () => {
  const { collisionHulls } = await import('../../finish/collision-hulls.ts')
  const hulls = await collisionHulls(torus(24, 0.3), { most: 8, corners: 32 })
  assert.ok(hulls.length > 3 && hulls.length <= 8, `${hulls.length}`)
  for (const { positions } of hulls) {
    const places = new Set(
      Array.from({ length: positions.length / 3 }, (_, v) => positions.subarray(v * 3, v * 3 + 3).join()),
    )
    assert.ok(places.size <= 32)
    // None reaches over the middle.
    const xs = positions.filter((_, i) => i % 3 === 0)
    const zs = positions.filter((_, i) => i % 3 === 2)
    assert.ok(!(Math.min(...xs) < -0.3 && Math.max(...xs) > 0.3 && Math.min(...zs) < -0.3 && Math.max(...zs) > 0.3))
  }
  const open = withoutTriangles(ball(12), (y) => y > 0.8)
  assert.equal((await collisionHulls(open, { most: 8, corners: 64 })).length, 1)
})

test('the same mesh gives the same bytes in every preset', async () => {
  const mesh = { ...moved(ball(10), [0, 1, 0], 1) }
  const document = {
    name: 'ball',
    levels: [{ ...mesh, normals: vertexNormals(mesh) }],
    material: { name: 'm', textures: {} },
  }
  for (const preset of Object.values(presets)) {
    assert.deepEqual(
      await writePreset(document, preset, plainOptions),
      await writePreset(document, preset, plainOptions),
    )
  }
})

function nodesOf(glb: Uint8Array): string[] {
  const length = new DataView(glb.buffer, glb.byteOffset).getUint32(12, true)
  const { nodes } = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length))) as { nodes: { name: string }[] }
  return nodes.map(({ name }) => name)
}
