import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema } from 'onnx-buf'
import { type BlockedFilters, blockFilters, blockSizes } from './block-filters.ts'
import { blockedDomain } from './blocked-convolutions.ts'
import { encodeModel } from './encode-model.ts'
import { Graph } from './graph.ts'
import { conv } from './layers.ts'
import { graphParts } from './parts.ts'

let found: Promise<BlockedFilters['block'] | undefined> | undefined

/**
 * In blocks of how many channels this processor's convolutions are computed: 8, or 16 with AVX-512; undefined where there is no such
 * layout, or another one than blockFilters makes. Asked of the runtime once: it is given a convolution of counted weights and
 * writes what it made of it.
 */
export function convolutionBlock(): Promise<BlockedFilters['block'] | undefined> {
  found ??= askRuntime()
  return found
}

const channels = 64
const kernel = 9

async function askRuntime(): Promise<BlockedFilters['block'] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-workspace-layout-'))
  try {
    const { InferenceSession } = await import('onnxruntime-node')
    const file = join(folder, 'optimized.onnx')
    const counted = Float32Array.from({ length: channels * channels * kernel }, (_, i) => i)
    const [part] = graphParts(countedGraph())
    const model = encodeModel(part!, (location) => ({
      location,
      offset: 0,
      sizeBytes: counted.byteLength,
      type: 'float32',
    }))
    const session = await InferenceSession.create(model, {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: 1,
      // It warns that the file is for this processor only.
      logSeverityLevel: 3,
      optimizedModelFilePath: file,
      externalData: [{ path: 'w.weight', data: new Uint8Array(counted.buffer) }],
    })
    await session.release()
    const { graph } = fromBinary(ModelProtoSchema, await readFile(file))
    if (graph?.node[1]?.domain !== blockedDomain) return undefined
    const reordered = graph.initializer.find(({ rawData }) => rawData.length === counted.byteLength)?.rawData
    return blockSizes.find((block) => reordered !== undefined && isBlocked(reordered, counted, block))
  } catch {
    // Without an answer the runtime blocks the weights itself, as it always can.
    return undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function countedGraph(): Graph {
  const graph = new Graph('layout', {
    info: (name) => (name === 'w.weight' ? { shape: [channels, channels, 3, 3], dtype: 'F32' } : undefined),
    names: () => ['w.weight'],
    floats: async () => new Float32Array(),
    locate: () => undefined,
  })
  graph.output('y', conv(graph, graph.input('x', [1, channels, 'height', 'width']), 'w'))
  return graph
}

function isBlocked(bytes: Uint8Array, counted: Float32Array, block: BlockedFilters['block']): boolean {
  const expected = new Float32Array(counted.length)
  blockFilters(
    (from, into) => into.set(counted.subarray(from, from + into.length)),
    { out: channels, into: channels, kernel, block },
    expected,
  )
  return Buffer.from(expected.buffer).equals(bytes)
}
