import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { writeSafetensors } from '../formats/safetensors/write-safetensors.ts'
import type { GraphWeight } from './graph.ts'
import type { GraphPart } from './parts.ts'
import { openStaging, type StagedWeights } from './staging.ts'
import { weightSize, weightType } from './weight-bytes.ts'
import type { WeightLocation, WeightSource } from './weights.ts'

/** Raise it when packed weights change their form: older files are then made anew. */
const formatVersion = 2

/** Where packed weights are kept between runs, and what they were packed from. */
export interface WeightFileOptions {
  readonly folder: string
  /** Says all that the values depend on: the checkpoint's hash, the network, the precision. */
  readonly key: string
  readonly signal?: AbortSignal | undefined
}

/**
 * A file with every weight of the parts as the graph takes it, made the first time: packing a large model takes longer than
 * loading it. It carries the key it was made for, and is written whole or not at all.
 */
export async function openWeightFile(
  parts: readonly GraphPart[],
  source: WeightSource,
  { folder, key, signal }: WeightFileOptions,
): Promise<(weight: GraphWeight) => WeightLocation> {
  const name = createHash('sha256').update(`${formatVersion} ${key}`).digest('hex').slice(0, 24)
  const path = join(folder, `${name}.safetensors`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    const weights = new Map(parts.flatMap((part) => part.weights).map((weight) => [weight.name, weight]))
    await using packer = openPacker([...weights.values()], source)
    await writeSafetensors(
      path,
      [...weights.values()].map((weight) => ({
        name: weight.name,
        shape: weight.shape,
        dtype: dtypes[weightType(weight) as keyof typeof dtypes],
        bytes: () => packer.next(weight.name),
      })),
      { metadata: { key }, ...(signal === undefined ? {} : { signal }) },
    )
  }
  await using file = await openCheckpoint(path)
  const entries = file.tensors
  return (weight) => {
    const { file: at, offset, sizeBytes } = entries.get(weight.name)!
    return { file: at, offset, sizeBytes }
  }
}

const dtypes = { float32: 'F32', int8: 'I8', uint8: 'U8' } as const

/** Packed at a time, in bytes: while one lot is written, a thread packs the next. */
const lotBytes = 2 ** 26

/** Weights in their order, a lot at a time. */
function openPacker(weights: readonly GraphWeight[], source: WeightSource) {
  const staging = openStaging(source)
  const lots = lotsOf(weights).map((lot) => () => staging.begin(lot))
  let coming = lots.shift()?.()
  let staged: StagedWeights = new Map()
  return {
    async next(name: string): Promise<Uint8Array> {
      if (!staged.has(name)) {
        staging.release(staged)
        staged = await coming!.ready()
        coming = lots.shift()?.()
      }
      return staged.get(name)!
    },
    [Symbol.asyncDispose]: () => staging[Symbol.asyncDispose](),
  }
}

/** Scales, which follow their values, stay with them. */
function lotsOf(weights: readonly GraphWeight[]): GraphWeight[][] {
  const lots: GraphWeight[][] = [[]]
  let bytes = 0
  for (const weight of weights) {
    if (bytes > lotBytes && weight.form?.of !== 'scales') {
      lots.push([])
      bytes = 0
    }
    lots.at(-1)!.push(weight)
    bytes += weightSize(weight)
  }
  return lots
}
