import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { WeightFacts, Weights } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { isTfjsModel, readTfjsTopology } from '../upscale/tfjs-model.ts'

/**
 * What the header of installed weights says: of a checkpoint in any format, or of a Layers model of TensorFlow.js, whose header
 * is a `model.json` beside its shards. Errors: those of reading either.
 */
export async function openWeightFacts({
  path,
  files,
}: Pick<Weights, 'path' | 'files'>): Promise<WeightFacts & AsyncDisposable> {
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
