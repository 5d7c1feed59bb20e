import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { writeObj } from '../../core/generation3d/export/write-obj.ts'
import { writePly } from '../../core/generation3d/export/write-ply.ts'
import { writeStl } from '../../core/generation3d/export/write-stl.ts'
import { boxDocument } from '../../core/generation3d/fixtures/box-document.ts'
import { writeGlb } from '../../core/generation3d/glb.ts'
import { blender, skipUnless } from '../outside-programs.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { inspectInBlender } from './inspect-in-blender.ts'

const options = { ...skipUnless(blender, 'Blender'), timeout: 120_000 }

test(
  'Blender reads the same box from GLB, OBJ, STL and PLY: triangles, place, UVs and pictures',
  options,
  async (t) => {
    const folder = temporaryFolder(t)
    const document = boxDocument()
    const mesh = document.levels[0]!
    const files = {
      'box.glb': await writeGlb(document),
      ...unzipSync(await writeObj(document)),
      'box.stl': writeStl(mesh),
      'box.ply': writePly(mesh),
    }
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    const [glb, obj, stl, ply] = await inspectInBlender(
      blender!,
      ['box.glb', 'box.obj', 'box.stl', 'box.ply'].map((name) => join(folder, name)),
    )

    // Blender's +Z is our +Y and its −Y our +Z: 1 × 3 × 2 m, standing on the ground.
    for (const read of [glb, obj, stl, ply]) {
      const box = read!.objects[0]!
      assert.equal(box.triangles, 300)
      assert.deepEqual(
        [box.min.map(positiveZero), box.max],
        [
          [0, 0, 0],
          [1, 3, 2],
        ],
      )
      assert.deepEqual(box.firstCorner.map(positiveZero), [1, 0, 0])
    }
    for (const read of [glb, obj, ply]) assert.deepEqual(read!.objects[0]!.firstUv, [0.01667, 0.525])
    assert.deepEqual(
      glb!.objects.map(({ name, triangles }) => [name, triangles]),
      [
        ['box', 300],
        ['box_LOD1', 108],
        ['box_LOD2', 12],
      ],
    )

    assert.deepEqual(wiring(glb!.materials[0]!), {
      'Base Color': 'painted_albedo sRGB',
      Emission: 'painted_emission sRGB',
      Metallic: 'painted_orm Non-Color SEPARATE.Blue',
      Normal: 'painted_normal Non-Color NORMAL_MAP.Normal',
      Roughness: 'painted_orm Non-Color SEPARATE.Green',
    })
    // Which colour space a picture of an OBJ has is up to its reader; which input it belongs to is up to us.
    assert.deepEqual(
      Object.entries(obj!.materials[0]!.inputs)
        .map(([input, images]) => `${input} ${images[0]!.image}`)
        .sort(),
      [
        'Base Color box-albedo.png',
        'Emission box-emission.png',
        'Metallic box-metalness.png',
        'Normal box-normal.png',
        'Roughness box-roughness.png',
      ],
    )
  },
)

/** Each shader input with its picture, colour space and the channel or node between. Emission's name grew a word in Blender 4. */
export function wiring(material: { inputs: Record<string, { image: string; space: string; through: string[] }[]> }) {
  return Object.fromEntries(
    Object.entries(material.inputs)
      .map(([input, [image]]) => {
        const between = image!.through.filter((step) => step !== 'Color')
        return [
          input.replace('Emission Color', 'Emission'),
          [image!.image, image!.space, ...between].join(' '),
        ] as const
      })
      .sort(),
  )
}

function positiveZero(value: number): number {
  return value === 0 ? 0 : value
}
