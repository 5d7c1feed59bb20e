import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Asset } from '../base/asset.ts'
import { boxDocument } from '../core/generation3d/fixtures/box-document.ts'
import { readGlb, writeGlb } from '../core/generation3d/glb.ts'
import { boundsOf } from '../core/generation3d/mesh-bounds.ts'
import type { Workspace } from '../core/workspace.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

test('a mesh is exported in every format under its own name', async (t) => {
  const { workspace, mesh } = await workspaceWithBox(t)
  for (const [format, ending] of [
    ['glb', /box-glb\.glb$/],
    ['obj', /box-obj\.zip$/],
    ['stl', /box-stl\.stl$/],
    ['ply', /box-ply\.ply$/],
    ['usdz', /box-usdz\.usdz$/],
  ] as const) {
    const { file, triangles } = await exportMesh(workspace, { mesh, format })
    assert.match(file.path, ending)
    assert.deepEqual([triangles, file.kind, file.parents], [300, 'export', [mesh]])
    assert.ok(readFileSync(workspace.assets.file(file)).length === file.sizeBytes && file.sizeBytes > 1000)
  }
})

test('a GLB keeps its levels; one level of it, in another unit, stands alone', async (t) => {
  const { workspace, mesh } = await workspaceWithBox(t)
  const whole = await exportMesh(workspace, { mesh })
  assert.equal((await readGlb(readFileSync(workspace.assets.file(whole.file)))).levels.length, 3)
  const small = await exportMesh(workspace, { mesh, level: 2, scale: 1000 })
  const { levels } = await readGlb(readFileSync(workspace.assets.file(small.file)))
  assert.equal(small.triangles, 12)
  assert.deepEqual(boundsOf(levels[0]!), { min: [0, 0, -3000], max: [1000, 2000, 0] })
  assert.equal(levels.length, 1)
})

test('a level that the mesh has not is refused, and nothing is written', async (t) => {
  const { workspace, mesh } = await workspaceWithBox(t)
  await assert.rejects(exportMesh(workspace, { mesh, level: 9 }), { code: 'bad-input', message: /levels are 0 to 2/ })
  const exports = workspace.assets.list({ projectId: workspace.projects.current().id, kind: 'export' })
  assert.deepEqual(exports, [])
})

async function workspaceWithBox(t: TestContext): Promise<{ workspace: Workspace; mesh: string }> {
  const workspace = await temporaryWorkspace(t)
  const file = join(temporaryFolder(t), 'box.glb')
  writeFileSync(file, await writeGlb(boxDocument()))
  const projectId = workspace.projects.current().id
  return { workspace, mesh: (await workspace.importFile(file, { projectId, name: 'box' })).id }
}

async function exportMesh(workspace: Workspace, input: object): Promise<{ file: Asset; triangles: number }> {
  const job = await workspace.queue.submit({ node: 'mesh.export', input })
  const { output } = await workspace.queue.wait(job.id)
  const { file, triangles } = output as { file: string; triangles: number }
  return { file: workspace.assets.get(file), triangles }
}
