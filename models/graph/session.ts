import { availableParallelism } from 'node:os'
import { basename, dirname } from 'node:path'
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node'
import { WorkspaceError } from '../../base/error.ts'
import { type ExternalBytes, encodeModel } from './encode-model.ts'
import type { Graph, GraphWeight } from './graph.ts'
import type { WeightLocation } from './weights.ts'

/** Values that go in and come out: row-major, with their shape. */
export interface Values {
  readonly data: Float32Array | BigInt64Array
  readonly shape: readonly number[]
}

/** A graph that is loaded and can run. One call is one uninterruptible native computation. */
export interface Session extends AsyncDisposable {
  run(feeds: Readonly<Record<string, Values>>): Promise<Record<string, Values>>
  /** Bytes of weights it holds. */
  readonly weightBytes: number
}

/** Loads a graph with its weights into ONNX Runtime. */
export async function openSession(
  graph: Graph,
  { threads = availableParallelism(), signal }: { threads?: number; signal?: AbortSignal } = {},
): Promise<Session> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const folder = sharedFolder(graph)
  const external = new Map<string, ExternalBytes>()
  const buffers: { path: string; data: Uint8Array }[] = []
  let weightBytes = 0
  for (const weight of graph.weights.values()) {
    signal?.throwIfAborted()
    const place = folder === undefined ? undefined : inPlace(graph, weight)
    const sizeBytes = 4 * weight.shape.reduce((all, d) => all * d, 1)
    weightBytes += sizeBytes
    if (place !== undefined) {
      external.set(weight.name, { location: basename(place.file), offset: place.offset, sizeBytes, type: 'float32' })
    } else {
      buffers.push({ path: weight.name, data: asBytes(await floatsOf(graph, weight)) })
      external.set(weight.name, { location: weight.name, offset: 0, sizeBytes, type: 'float32' })
    }
  }
  const model = encodeModel(graph, (name) => external.get(name)!)
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(buffers.length === 0 ? {} : { externalData: buffers }),
    ...(folder === undefined ? {} : { extra: { session: { model_external_initializers_file_folder_path: folder } } }),
  })
  return {
    weightBytes,
    async run(feeds) {
      const values = Object.fromEntries(
        Object.entries(feeds).map(([name, { data, shape }]) => [name, toRuntime(Tensor, data, shape)]),
      )
      return fromRuntime(await session.run(values))
    },
    [Symbol.asyncDispose]: () => session.release(),
  }
}

/** ONNX Runtime maps files of one folder only. */
function sharedFolder(graph: Graph): string | undefined {
  for (const weight of graph.weights.values()) {
    const place = inPlace(graph, weight)
    if (place !== undefined) return dirname(place.file)
  }
  return undefined
}

/** Where a float32 weight lies in its file, so that it need not be copied. Other types are widened first: see openSession. */
function inPlace(graph: Graph, { source, rows }: GraphWeight): WeightLocation | undefined {
  const info = graph.source.info(source)!
  const place = info.dtype === 'F32' ? graph.source.locate(source) : undefined
  if (place === undefined || rows === undefined) return place
  const rowBytes = place.sizeBytes / info.shape[0]!
  return { file: place.file, offset: place.offset + rows[0] * rowBytes, sizeBytes: (rows[1] - rows[0]) * rowBytes }
}

async function floatsOf(graph: Graph, { source, rows }: GraphWeight): Promise<Float32Array> {
  const values = await graph.source.floats(source)
  if (rows === undefined) return values
  const row = values.length / graph.source.info(source)!.shape[0]!
  return values.slice(rows[0] * row, rows[1] * row)
}

function asBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

function toRuntime(
  Tensor: typeof import('onnxruntime-node').Tensor,
  data: Values['data'],
  shape: readonly number[],
): RuntimeTensor {
  return data instanceof Float32Array
    ? new Tensor('float32', data, shape as number[])
    : new Tensor('int64', data, shape as number[])
}

function fromRuntime(results: InferenceSession.ReturnType): Record<string, Values> {
  return Object.fromEntries(
    Object.entries(results).map(([name, value]) => {
      const tensor = value as RuntimeTensor
      if (tensor.type !== 'float32') throw new WorkspaceError('internal', `The output "${name}" is ${tensor.type}.`)
      return [name, { data: tensor.data as Float32Array, shape: tensor.dims }]
    }),
  )
}
