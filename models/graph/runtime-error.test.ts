import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { WorkspaceError } from '../../base/error.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { writeSafetensors } from '../formats/safetensors/write-safetensors.ts'
import { checkpointWeights } from './checkpoint-weights.ts'
import { Graph } from './graph.ts'
import { linear } from './layers.ts'
import { explainRuntimeErrors, runtimeError } from './runtime-error.ts'
import { openSession } from './session.ts'

test('weights that are cut or gone when the runtime reads them are said to be', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-runtime-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'tiny.safetensors')
  const bytes = () => new Uint8Array(new Float32Array(6).buffer)
  await writeSafetensors(file, [{ name: 'layer.weight', shape: [2, 3], dtype: 'F32', bytes }])
  await using checkpoint = await openCheckpoint(file)
  const graph = new Graph('tiny', checkpointWeights(checkpoint))
  graph.output('y', linear(graph, graph.input('x', ['batch', 3]), 'layer'))
  const open = () => explainRuntimeErrors('the layer of tiny', () => openSession(graph))
  const told = {
    code: 'corrupt-file',
    message: 'The weights of the layer of tiny cannot be read any more.',
    hint: /verify/,
  }
  truncateSync(file, 90)
  await assert.rejects(open(), told)
  rmSync(file)
  await assert.rejects(open(), told)
})

test('words for a lack of memory become an error that says what would fit; errors of our own and cancels pass', () => {
  for (const words of [
    'Non-zero status code returned while running Conv node. Failed to allocate memory for requested buffer of size 4294967296',
    'std::bad_alloc',
    'Array buffer allocation failed',
  ]) {
    const error = runtimeError('the U-Net of tiny', new Error(words)) as WorkspaceError
    assert.deepEqual(
      [error.code, error.message],
      ['out-of-memory', 'There is not enough memory for the U-Net of tiny.'],
    )
    assert.match(error.hint!, /smaller picture.*--precision int8/)
  }
  const own = new WorkspaceError('bad-input', 'No.')
  assert.equal(runtimeError('x', own), own)
  const cancel = new DOMException('Cancelled.', 'AbortError')
  assert.equal(runtimeError('x', cancel), cancel)
  const other = runtimeError('the U-Net of tiny', new Error('Got invalid dimensions\nindex: 2')) as WorkspaceError
  assert.deepEqual(
    [other.code, other.message],
    ['internal', 'The U-Net of tiny could not be computed: Got invalid dimensions'],
  )
})

test('what fails on a graphics card is no defect of ours, and there is a way without it', () => {
  const reset = runtimeError('the U-Net of tiny', new Error('Device was lost\nat x'), 'webgpu') as WorkspaceError
  assert.equal(reset.code, 'outside-program')
  assert.equal(reset.message, 'WebGPU failed to compute the U-Net of tiny: Device was lost')
  assert.match(reset.hint!, /config set engine.provider cpu/)
  const full = runtimeError('the U-Net of tiny', new Error('CUDA out of memory'), 'cuda') as WorkspaceError
  assert.equal(full.code, 'out-of-memory')
  assert.match(full.hint!, /config set engine.provider cpu/)
})
