import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import type { TensorInfo } from '../../base/model.ts'
import type { WeightSource } from '../graph/weights.ts'

/** A model in the Layers format of TensorFlow.js: `model.json` with Keras' layers, and its weights in shards beside it. */
export interface TfjsModel {
  readonly layers: readonly TfjsLayer[]
  readonly output: string
  /** Under the graph builder's names and axes: `<layer>.weight` [out, in, height, width] and `<layer>.bias`. */
  readonly weights: WeightSource
}

export interface TfjsLayer {
  /** Keras' class: 'Conv2D', or one that the model's own package defines. */
  readonly kind: string
  readonly name: string
  readonly config: Readonly<Record<string, unknown>>
  /** Names of the layers whose results it takes. */
  readonly inputs: readonly string[]
}

/** What `model.json` says by itself. */
export interface TfjsTopology extends Pick<TfjsModel, 'layers' | 'output'> {
  /** Under the graph builder's names and axes. */
  readonly tensors: ReadonlyMap<string, TensorInfo>
  /** Files beside it. */
  readonly shards: readonly string[]
  readonly stored: ReadonlyMap<string, Stored>
  /** Of all shards together. */
  readonly sizeBytes: number
}

interface Stored {
  readonly shape: readonly number[]
  /** In the concatenated shards, in bytes. */
  readonly offset: number
  readonly length: number
}

/** Whether a JSON value calls itself a Layers model. */
export function isTfjsModel(json: unknown): boolean {
  return z.object({ format: z.literal('layers-model') }).safeParse(json).success
}

/** Reads the parsed `model.json`; `file` is its name for errors. Errors: `corrupt-file`. */
export function readTfjsTopology(file: string, json: unknown): TfjsTopology {
  const { modelTopology, weightsManifest } = check(file, json)
  const { layers, output_layers } = modelTopology.model_config.config
  const stored = new Map<string, Stored>()
  let sizeBytes = 0
  for (const { name, shape } of weightsManifest.flatMap((group) => group.weights)) {
    const length = shape.reduce((all, d) => all * d, 1)
    stored.set(name, { shape, offset: sizeBytes, length })
    sizeBytes += 4 * length
  }
  return {
    layers: layers.map(({ class_name, name, config, inbound_nodes }) => ({
      kind: class_name,
      name,
      config,
      inputs: (inbound_nodes[0] ?? []).map(([from]) => from),
    })),
    output: output_layers[0]![0],
    tensors: new Map(
      [...stored].map(([name, { shape }]) => [
        name.replace(/\/kernel$/, '.weight').replace(/\/bias$/, '.bias'),
        { shape: shape.length === 4 ? outFirst(shape) : shape, dtype: 'F32' },
      ]),
    ),
    shards: weightsManifest.flatMap(({ paths }) => paths),
    stored,
    sizeBytes,
  }
}

/** Reads `model.json` and all its shards. Errors: `corrupt-file` when they do not belong together. */
export async function openTfjsModel(file: string): Promise<TfjsModel> {
  const { layers, output, tensors, shards, stored, sizeBytes } = readTfjsTopology(file, await readJson(file))
  const bytes = Buffer.concat(await Promise.all(shards.map((name) => readFile(join(dirname(file), name)))))
  if (sizeBytes !== bytes.length) {
    throw new WorkspaceError(
      'corrupt-file',
      `${file} lists ${sizeBytes} bytes of weights; its shards hold ${bytes.length}.`,
    )
  }
  return { layers, output, weights: tfjsWeights(bytes, { tensors, stored }) }
}

function tfjsWeights(bytes: Uint8Array, { tensors, stored }: Pick<TfjsTopology, 'tensors' | 'stored'>): WeightSource {
  return {
    names: () => tensors.keys(),
    info: (name) => tensors.get(name),
    async floats(name) {
      const { shape, offset, length } = stored.get(name.replace(/\.weight$/, '/kernel').replace(/\.bias$/, '/bias'))!
      const values = new Float32Array(length)
      new Uint8Array(values.buffer).set(bytes.subarray(offset, offset + 4 * length))
      return shape.length === 4 ? kernelOutFirst(values, shape) : values
    },
    // Kernels lie in another order of axes: none can be mapped from its file.
    locate: () => undefined,
  }
}

function outFirst([h, w, into, out]: readonly number[]): number[] {
  return [out!, into!, h!, w!]
}

/** Keras' kernels are [height, width, in, out]. */
function kernelOutFirst(values: Float32Array, shape: readonly number[]): Float32Array {
  const [out, into, h, w] = outFirst(shape) as [number, number, number, number]
  const taps = h * w
  const kernel = new Float32Array(values.length)
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < into; i++) {
      const from = (tap * into + i) * out
      for (let o = 0; o < out; o++) kernel[(o * into + i) * taps + tap] = values[from + o]!
    }
  }
  return kernel
}

const modelSchema = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.object({
    model_config: z.object({
      config: z.object({
        layers: z.array(
          z.object({
            class_name: z.string(),
            name: z.string(),
            config: z.record(z.string(), z.unknown()),
            inbound_nodes: z.array(z.array(z.tuple([z.string()], z.unknown()))),
          }),
        ),
        output_layers: z.array(z.tuple([z.string()], z.unknown())).min(1),
      }),
    }),
  }),
  weightsManifest: z.array(
    z.object({
      // Beside model.json and nowhere else.
      paths: z.array(
        z.string().refine((path) => path === basename(path) && !/^\.*$/.test(path), 'is no plain file name'),
      ),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().min(0)),
          dtype: z.literal('float32'),
          quantization: z.undefined('it is quantized, which is not read').optional(),
        }),
      ),
    }),
  ),
})

function check(file: string, json: unknown): z.output<typeof modelSchema> {
  const parsed = modelSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue]
  throw new WorkspaceError(
    'corrupt-file',
    `${file} is no Layers model of TensorFlow.js: ${path.join('.')}: ${message}.`,
  )
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', `${file} cannot be read as JSON.`, { cause })
  }
}
