import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { writeSafetensors } from '../formats/safetensors/write-safetensors.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { checkpointWeights } from './checkpoint-weights.ts'
import { Graph } from './graph.ts'
import { linear } from './layers.ts'
import { graphParts } from './parts.ts'
import { openSession } from './session.ts'
import { tablesInPlace } from './tables-in-place.ts'
import type { WeightSource } from './weights.ts'

const rows = 50
const width = 8

test('a table of a file is left where it lies, and gives the same rows as one that is widened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-tables-'))
  const file = join(folder, 'tiny.safetensors')
  const halves = (name: string, count: number) =>
    new Uint8Array(new Float16Array(hashedTensor('tables', name, count, { scale: 1 })).buffer)
  try {
    await writeSafetensors(file, [
      // An odd number of bytes before it: mapped tensors need not be aligned.
      { name: 'odd', shape: [1], dtype: 'U8', bytes: () => new Uint8Array(1) },
      { name: 'table', shape: [rows, width], dtype: 'F16', bytes: () => halves('table', rows * width) },
      { name: 'layer.weight', shape: [4, width], dtype: 'F16', bytes: () => halves('layer', 4 * width) },
      { name: 'layer.bias', shape: [4], dtype: 'F16', bytes: () => halves('bias', 4) },
    ])
    await using checkpoint = await openCheckpoint(file)
    const mapped = checkpointWeights(checkpoint)
    assert.deepEqual(types(lookup(mapped)), ['table#table float16', 'layer.weight float32', 'layer.bias float32'])
    const inMemory = { ...mapped, locate: () => undefined }
    assert.deepEqual(types(lookup(inMemory)), ['table float32', 'layer.weight float32', 'layer.bias float32'])

    const ids = { data: BigInt64Array.of(0n, 49n, 7n, 7n), shape: [1, 4] }
    const run = async (source: WeightSource, sections: number) => {
      await using session = await openSession(lookup(source), { sections })
      return await session.run({ ids })
    }
    const widened = await run(inMemory, 1)
    const table = await checkpoint.readFloats('table')
    assert.deepEqual([...widened['rows']!.data.subarray(width, 2 * width)], [...table.subarray(49 * width, 50 * width)])
    assert.deepEqual(await run(mapped, 1), widened)
    assert.deepEqual(await run(mapped, 2), widened)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a table that also is multiplied with, or whose part has weights that are read, is widened with them', () => {
  const shapes: Readonly<Record<string, readonly number[]>> = { table: [width, width], 'layer.weight': [4, width] }
  const source: WeightSource = {
    names: () => Object.keys(shapes),
    info: (name) => (shapes[name] === undefined ? undefined : { shape: shapes[name], dtype: 'F16' }),
    floats: async () => new Float32Array(),
    locate: () => ({ file: join(tmpdir(), 'x.safetensors'), offset: 0, sizeBytes: 2 * width * width }),
  }
  const multiplied = new Graph('multiplied', source)
  const looked = rowsOf(multiplied)
  multiplied.output('y', multiplied.add('MatMul', [looked, multiplied.weight('table')], looked.shape))
  assert.deepEqual(types(multiplied), ['table float32'])
  const together = new Graph('together', source)
  together.output('y', linear(together, rowsOf(together), 'layer'))
  assert.deepEqual(types(together), ['table float32', 'layer.weight float32'])
})

/** Rows of a table, then a layer in a part of its own. */
function lookup(source: WeightSource): Graph {
  const g = new Graph('lookup', source)
  const looked = rowsOf(g)
  g.output('rows', looked)
  g.cut()
  g.output('y', linear(g, looked, 'layer'))
  return g
}

function rowsOf(g: Graph) {
  return g.add(
    'Gather',
    [g.weight('table'), g.input('ids', ['batch', 'tokens'], 'int64')],
    ['batch', 'tokens', width],
    {
      type: 'float32',
    },
  )
}

function types(graph: Graph): string[] {
  return graphParts(graph).flatMap((part) =>
    tablesInPlace(part, graph.source).weights.map(
      (weight) => `${weight.name} ${weight.half === true ? 'float16' : 'float32'}`,
    ),
  )
}
