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

/** Reads `model.json` and all its shards. Errors: `corrupt-file` when they do not belong together. */
export async function openTfjsModel(file: string): Promise<TfjsModel> {
  const { modelTopology, weightsManifest } = parse(file, await readFile(file, 'utf8'))
  const { layers, output_layers } = modelTopology.model_config.config
  const shards = weightsManifest.flatMap(({ paths }) => paths).map((name) => readFile(join(dirname(file), name)))
  const bytes = Buffer.concat(await Promise.all(shards))
  const stored = new Map<string, Stored>()
  let offset = 0
  for (const { name, shape } of weightsManifest.flatMap((group) => group.weights)) {
    const length = shape.reduce((all, d) => all * d, 1)
    stored.set(name, { shape, offset, length })
    offset += 4 * length
  }
  if (offset !== bytes.length) {
    throw new WorkspaceError(
      'corrupt-file',
      `${file} lists ${offset} bytes of weights; its shards hold ${bytes.length}.`,
    )
  }
  return {
    layers: layers.map(({ class_name, name, config, inbound_nodes }) => ({
      kind: class_name,
      name,
      config,
      inputs: (inbound_nodes[0] ?? []).map(([from]) => from),
    })),
    output: output_layers[0]![0],
    weights: tfjsWeights(bytes, stored),
  }
}

interface Stored {
  readonly shape: readonly number[]
  /** In the concatenated shards, in bytes. */
  readonly offset: number
  readonly length: number
}

function tfjsWeights(bytes: Uint8Array, stored: ReadonlyMap<string, Stored>): WeightSource {
  const find = (name: string) => stored.get(name.replace(/\.weight$/, '/kernel').replace(/\.bias$/, '/bias'))
  return {
    *names() {
      for (const name of stored.keys()) yield name.replace(/\/kernel$/, '.weight').replace(/\/bias$/, '.bias')
    },
    info(name): TensorInfo | undefined {
      const entry = find(name)
      return entry && { shape: entry.shape.length === 4 ? outFirst(entry.shape) : entry.shape, dtype: 'F32' }
    },
    async floats(name) {
      const { shape, offset, length } = find(name)!
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

function parse(file: string, text: string): z.output<typeof modelSchema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', `${file} is no JSON.`, { cause })
  }
  const parsed = modelSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue]
  throw new WorkspaceError(
    'corrupt-file',
    `${file} is no Layers model of TensorFlow.js: ${path.join('.')}: ${message}.`,
  )
}
