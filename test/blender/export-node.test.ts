import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { boxDocument } from '../../core/generation3d/fixtures/box-document.ts'
import { writeGlb } from '../../core/generation3d/glb.ts'
import { openWorkspace, type Workspace } from '../../core/workspace.ts'
import { blender, skipUnless } from '../outside-programs.ts'
import { temporaryFolder, temporaryWorkspace } from '../temporary-workspace.ts'
import { inspectInBlender } from './inspect-in-blender.ts'

const options = { ...skipUnless(blender, 'Blender'), timeout: 120_000 }

async function importBox(t: TestContext, workspace: Workspace, name: string): Promise<string> {
  const file = join(temporaryFolder(t), `${name}.glb`)
  writeFileSync(file, await writeGlb(boxDocument({ name })))
  const projectId = workspace.projects.current().id
  return (await workspace.importFile(file, { projectId, name })).id
}

async function exportForBlender(workspace: Workspace, meshes: readonly string[]) {
  const job = await workspace.queue.submit({ node: 'blender.export', input: { meshes, name: 'boxes' } })
  const done = await workspace.queue.wait(job.id)
  return {
    ...done,
    output: done.output as { glb: string; script: string; blend?: string; made: string; problem?: string },
  }
}

/** A Python of the user's own before that of the system, as pyenv and conda set it up: one that has no library at all. */
function putPythonFirst(t: TestContext): Disposable {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'bin'))
  for (let minor = 7; minor < 20; minor++) {
    const library = join(folder, 'lib', `python3.${minor}`)
    mkdirSync(join(library, 'lib-dynload'), { recursive: true })
    writeFileSync(join(library, 'os.py'), '')
    writeFileSync(join(folder, 'bin', `python3.${minor}`), '', { mode: 0o755 })
  }
  for (const name of ['python', 'python3']) writeFileSync(join(folder, 'bin', name), '', { mode: 0o755 })
  const before = process.env['PATH']
  process.env['PATH'] = [join(folder, 'bin'), before].join(delimiter)
  return {
    [Symbol.dispose]: () => {
      process.env['PATH'] = before
    },
  }
}

async function exportBesideAnotherPython(t: TestContext, workspace: Workspace, meshes: readonly string[]) {
  using _ = putPythonFirst(t)
  return await exportForBlender(workspace, meshes)
}

test('the .blend opens with its mesh, its wired and packed pictures, a camera and lights', options, async (t) => {
  const workspace = await temporaryWorkspace(t)
  const meshes = [await importBox(t, workspace, 'left'), await importBox(t, workspace, 'right')]
  const { output } = await exportBesideAnotherPython(t, workspace, meshes)
  assert.equal(output.made, 'blend')
  const blend = workspace.assets.get(output.blend!)
  assert.deepEqual(blend.quality!.score, 1)
  assert.equal(blend.facts['reproducible'], false)

  const [read] = await inspectInBlender(blender!, [workspace.assets.file(blend)])
  const shown = read!.objects.filter(({ name }) => name !== 'Floor' && !name.includes('_LOD'))
  assert.deepEqual(
    shown.map(({ name, triangles, uvLayers }) => [name, triangles, uvLayers]),
    [
      ['left', 300, ['UVMap']],
      ['right', 300, ['UVMap']],
    ],
  )
  // They stand beside each other with a gap, on the ground.
  assert.deepEqual([shown[0]!.max[0], shown[1]!.min[0], shown[1]!.min[2]], [1, 1.25, 0])
  assert.equal(read!.collections['Levels of detail'], 4)
  assert.ok(read!.cameras === 1 && read!.lights === 3)
  const painted = read!.materials.filter(({ name }) => name.startsWith('painted'))
  assert.ok(painted.length > 0)
  for (const { inputs } of painted) {
    assert.deepEqual(
      Object.keys(inputs)
        .map((input) => input.replace(' Color', ''))
        .sort(),
      ['Base', 'Emission', 'Metallic', 'Normal', 'Roughness'],
    )
    for (const [input, images] of Object.entries(inputs)) {
      assert.equal(images[0]!.space, /Base|Emission/.test(input) ? 'sRGB' : 'Non-Color', input)
      assert.ok(images[0]!.packed, `${input} is packed`)
    }
  }

  const again = await exportForBlender(workspace, meshes)
  assert.ok(again.fromCache, 'the same meshes and the same Blender answer from the cache')
})

test('the script that goes with the GLB opens it in Blender by itself', options, async (t) => {
  const { execFileSync } = await import('node:child_process')
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'box-blender.glb'), await writeGlb(boxDocument()))
  const script = join(folder, 'box-open-in-blender.py')
  writeFileSync(script, readFileSync(new URL('../../integrations/blender/open_in_blender.py', import.meta.url)))
  const check = join(folder, 'check.py')
  writeFileSync(check, "import bpy\nprint('FOUND', len(bpy.data.objects['box'].data.polygons))\n")
  const said = execFileSync(
    blender!,
    ['-b', '--factory-startup', '-noaudio', '--python-exit-code', '1', '--python', script, '--python', check],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  assert.match(said, /FOUND 300/)
})

test('without Blender there are the GLB and the script, and it says so', async (t) => {
  const workspace = await workspaceWithBlender(t, 'none')
  const { output } = await exportForBlender(workspace, [await importBox(t, workspace, 'only')])
  assert.equal(output.made, 'glb-and-script')
  assert.equal(output.blend, undefined)
  assert.match(workspace.assets.get(output.glb).path, /boxes-blender\.glb$/)
  assert.match(workspace.assets.get(output.script).path, /boxes-open-in-blender\.py$/)
})

test('a Blender that fails takes nothing away: the GLB and the script are there, and the next time it is tried again', async (t) => {
  const folder = temporaryFolder(t)
  const broken = join(folder, 'blender')
  const lines = `echo started >> "$(dirname "$0")/log"; echo "Error: the add-on io_scene_gltf2 is missing"; exit 1`
  writeFileSync(broken, `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  const workspace = await workspaceWithBlender(t, broken)
  const meshes = [await importBox(t, workspace, 'only')]
  for (const times of [1, 2]) {
    const { output, fromCache } = await exportForBlender(workspace, meshes)
    assert.equal(fromCache, false)
    assert.equal(output.made, 'glb-and-script')
    assert.match(output.problem!, /Blender ended with 1: Error: the add-on io_scene_gltf2 is missing/)
    assert.ok(workspace.assets.get(output.glb) && workspace.assets.get(output.script))
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'started\n'.repeat(times))
  }
  // What was made around it is not kept either.
  const main = { prompt: 'copper gear', width: 64, height: 64, seed: 1, '3d': true, triangles: 200, textureSize: 256 }
  for (const times of [3, 4]) {
    const job = await workspace.queue.submit({ node: 'generate', input: main })
    const { output, fromCache } = await workspace.queue.wait(job.id)
    assert.equal(fromCache, false)
    assert.match((output as { problem: string }).problem, /io_scene_gltf2 is missing/)
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'started\n'.repeat(times))
  }
})

async function workspaceWithBlender(t: TestContext, blenderPath: string): Promise<Workspace> {
  const environment = { PATH: process.env['PATH'], AI_WORKSPACE_BLENDER: blenderPath }
  const workspace = await openWorkspace({ home: temporaryFolder(t), environment })
  t.after(() => workspace[Symbol.asyncDispose]())
  return workspace
}
