import { readFileSync } from 'node:fs'
import { splitWeights } from '../models/diffusion/stable-diffusion/components.ts'
import { clipText } from '../models/diffusion/text/clip-text.ts'
import { noInjection } from '../models/diffusion/text/injection.ts'
import { unet } from '../models/diffusion/unet/unet.ts'
import { decoder } from '../models/diffusion/vae/autoencoder-kl.ts'
import { openCheckpoint } from '../models/formats/open-checkpoint.ts'
import { checkpointWeights } from '../models/graph/checkpoint-weights.ts'
import { Graph } from '../models/graph/graph.ts'
import { conv, linear } from '../models/graph/layers.ts'
import { openSession, type Values } from '../models/graph/session.ts'
import type { WeightSource } from '../models/graph/weights.ts'
import { countOperations } from './count-operations.ts'

/*
 * node bench/diffusion-process.ts CHECKPOINT PRECISION FOLDER: one measurement of Stable Diffusion 1.5 at 512 × 512 in a process of its own,
 * so that its highest memory is its own. Prints JSON. FOLDER keeps packed weights.
 */

const [file, precision, folder] = process.argv.slice(2) as [string, 'fp32' | 'int8' | 'int4', string]
const noise = (shape: readonly number[]): Values => ({
  data: Float32Array.from({ length: shape.reduce((all, d) => all * d, 1) }, (_, i) => Math.sin(i * 12.9898) * 1.7),
  shape,
})

const start = performance.now()
const checkpoint = await openCheckpoint(file)
const weights = splitWeights(checkpointWeights(checkpoint))
const common = { precision, file: { folder, key: `bench ${precision}` } } as const

const textGraph = new Graph('text', weights.textEncoders[0]!)
clipText(textGraph, { heads: 12, activation: 'quick-gelu' })
const text = await openSession(textGraph, { ...common, file: { folder, key: `bench text ${precision}` } })
const ids = { data: new BigInt64Array(77).fill(320n), shape: [1, 77] }
const { normed_1: words } = await text.run({ input_ids: ids, ...noInjection([1, 77], 768) })
await text[Symbol.asyncDispose]()

const unetGraph = new Graph('unet', weights.unet)
unet(unetGraph, {
  heads: [8, 8, 8, 8],
  groups: 32,
  wrap: 'none',
  control: false,
  sizes: { count: 6, channels: 256 },
})
const denoiser = await openSession(unetGraph, common)
const loadMs = performance.now() - start

const latent = noise([1, 4, 64, 64])
const evaluationMs = await times(4, () =>
  denoiser.run({ sample: latent, timestep: { data: Float32Array.of(500), shape: [1] }, encoder_hidden_states: words! }),
)
const gflop = countOperations(unetGraph, { batch: 1, height: 64, width: 64, tokens: 77 })
await denoiser[Symbol.asyncDispose]()

const decoderGraph = new Graph('decoder', weights.vae)
decoder(decoderGraph, { groups: 32, wrap: 'none' })
const decoding = await openSession(decoderGraph)
const decodeMs = await times(2, () => decoding.run({ latent }))
const decodeGflop = countOperations(decoderGraph, { batch: 1, height: 64, width: 64 })
await decoding[Symbol.asyncDispose]()
// Before the baselines, which hold weights of their own.
const peakMb = highestMemoryMb()

const baseline = {
  convolution: await baselineOf(
    'conv',
    [320, 320, 3, 3],
    (g) => conv(g, g.input('x', [1, 320, 64, 64]), 'w'),
    [1, 320, 64, 64],
  ),
  linear: await baselineOf('linear', [2560, 640], (g) => linear(g, g.input('x', [1, 1024, 640]), 'w'), [1, 1024, 640]),
}
console.log(
  JSON.stringify({
    loadMs,
    evaluationMs,
    decodeMs,
    peakMb,
    gflop,
    decodeGflop,
    convolution: baseline.convolution,
    linear: baseline.linear,
  }),
)
await checkpoint[Symbol.asyncDispose]()

async function times(runs: number, run: () => Promise<unknown>): Promise<number[]> {
  const values: number[] = []
  for (let n = 0; n < runs; n++) {
    const from = performance.now()
    await run()
    values.push(performance.now() - from)
  }
  return values
}

/** GFLOP/s of one plain operator at a size that the U-Net has: what this machine gives at this moment. */
async function baselineOf(
  name: string,
  shape: readonly number[],
  build: (graph: Graph) => ReturnType<typeof conv>,
  input: readonly number[],
): Promise<number> {
  const source: WeightSource = {
    names: () => ['w.weight'],
    info: (each) => (each === 'w.weight' ? { shape, dtype: 'F32' } : undefined),
    floats: async () => (noise(shape).data as Float32Array).map((value) => value / 100),
    locate: () => undefined,
  }
  const graph = new Graph(name, source)
  graph.output('y', build(graph))
  await using session = await openSession(graph)
  const best = Math.min(...(await times(6, () => session.run({ x: noise(input) }))))
  return countOperations(graph, {}) / (best / 1000)
}

function highestMemoryMb(): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024
}
