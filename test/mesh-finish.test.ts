import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { writePly } from '../core/generation3d/export/write-ply.ts'
import { ball } from '../core/generation3d/finish/shapes.fixture.ts'
import { boxMesh } from '../core/generation3d/fixtures/box-document.ts'
import { validateGltf } from '../core/generation3d/fixtures/validate-gltf.ts'
import { readGlb, writeGlb } from '../core/generation3d/glb.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

test('a PLY is imported, finished, inspected and exported for an engine; what is damaged fails alone', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const projectId = workspace.projects.current().id
  const folder = temporaryFolder(t)
  const bring = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes)
    return workspace.importFile(join(folder, name), { projectId })
  }
  const run = async <T>(node: string, input: object): Promise<T> => {
    const { id } = await workspace.queue.submit({ node, input })
    return (await workspace.queue.wait(id)).output as T
  }
  const bytesOf = (id: string) => readFileSync(workspace.assets.file(workspace.assets.get(id)))

  const scan = await bring('scan.ply', writePly(ball(30)))
  assert.deepEqual([scan.kind, scan.mediaType, scan.facts['sourceFormat']], ['mesh', 'model/gltf-binary', 'ply'])
  const finished = await run<{ mesh: string; unwrapped: boolean; baked: string[] }>('mesh.finish', {
    mesh: scan.id,
    triangles: 500,
    textureSize: 128,
    pivot: 'ground',
    longest: 0.5,
  })
  assert.deepEqual([finished.unwrapped, finished.baked], [true, ['normal', 'orm']])
  const glb = bytesOf(finished.mesh)
  assert.equal((await validateGltf(glb)).numErrors + (await validateGltf(glb)).numWarnings, 0)
  const asset = workspace.assets.get(finished.mesh)
  assert.deepEqual([asset.quality!.score, asset.facts['watertight']], [1, true])
  const { positions } = (await readGlb(glb)).levels[0]!
  const heights = positions.filter((_, i) => i % 3 === 1)
  assert.ok(Math.abs(Math.min(...heights)) < 1e-6 && Math.max(...heights) > 0.45)

  const seen = await run<{ page: string; sheet: string; score: number }>('mesh.inspect', {
    mesh: finished.mesh,
    page: true,
  })
  assert.match(bytesOf(seen.page).toString(), /^<!doctype html>/)
  assert.equal(workspace.assets.get(seen.page).mediaType, 'text/html')
  const { file } = await run<{ file: string }>('mesh.export', { mesh: finished.mesh, preset: 'unreal' })
  const names = Object.keys(unzipSync(bytesOf(file)))
  assert.ok(names.includes('scan-finished/SM_scan-finished.glb') && names.includes('scan-finished/README.txt'))

  // Bad files: refused at the door, or the job fails with the reason; the engine goes on.
  await assert.rejects(bring('cut.glb', glb.subarray(0, glb.length - 100)), { code: 'corrupt-file' })
  await assert.rejects(bring('none.obj', new TextEncoder().encode('v 0 0 0\nv 1 0 0\n')), { message: /no triangle/ })
  const nan = boxMesh(1)
  nan.positions[4] = Number.NaN
  const material = { name: 'm', textures: {} }
  const broken = await bring('nan.glb', await writeGlb({ name: 'nan', levels: [nan], material }))
  await assert.rejects(run('mesh.finish', { mesh: broken.id }), { code: 'corrupt-file', message: /NaN at vertex 1/ })
  await assert.rejects(run('mesh.export', { mesh: scan.id, preset: 'godot', compress: 'draco' }), { code: 'bad-input' })
  assert.equal((await run<{ score: number }>('mesh.inspect', { mesh: scan.id })).score, 1)
})
