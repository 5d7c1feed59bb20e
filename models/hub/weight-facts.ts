import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { WeightFacts, Weights } from '../../base/model.ts'
import { readTflite } from '../cutout/read-tflite.ts'
import { tfliteWeights } from '../cutout/tflite-graph.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { isTfjsModel, readTfjsTopology } from '../upscale/tfjs-model.ts'

/**
 * What the header of installed weights says: of a checkpoint in any format, of an ONNX or a TensorFlow Lite file, or of a Layers model of
 * TensorFlow.js, whose header is a `model.json` beside its shards. Errors: those of reading either.
 */
export async function openWeightFacts({
  path,
  files,
}: Pick<Weights, 'path' | 'files'>): Promise<WeightFacts & AsyncDisposable> {
  if (/\.tflite$/i.test(path)) return tfliteFacts(path)
  // The runtime reads these itself.
  if (/\.onnx$/i.test(path)) return { ...nothing, configs: new Map([['onnx', { sizeBytes: (await stat(path)).size }]]) }
  const topology = files.find((file) => basename(file.path) === 'model.json')
  if (topology === undefined) return openCheckpoint(path)
  const json: unknown = JSON.parse(await readFile(topology.path, 'utf8'))
  if (!isTfjsModel(json)) return openCheckpoint(path)
  return {
    tensors: readTfjsTopology(topology.path, json).tensors,
    metadata: {},
    configs: new Map([['model.json', json]]),
    [Symbol.asyncDispose]: async () => {},
  }
}

const nothing = { tensors: new Map(), metadata: {}, [Symbol.asyncDispose]: async () => {} }

async function tfliteFacts(path: string): Promise<WeightFacts & AsyncDisposable> {
  const model = readTflite(await readFile(path), basename(path))
  const source = tfliteWeights(model)
  return {
    tensors: new Map([...source.names()].map((name) => [name, source.info(name)!])),
    metadata: {},
    configs: new Map([['tflite', model.operators.length]]),
    [Symbol.asyncDispose]: async () => {},
  }
}
