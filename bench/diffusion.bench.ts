import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openWorkspace } from '../core/workspace.ts'
import type { Benchmark } from './benchmark.ts'
import { emptyHome } from './command-line.ts'
import { fromProcess } from './from-process.ts'
import { inEngine } from './in-engine.ts'
import { watchMemory } from './process-memory.ts'
import { randomCheckpoint } from './random-checkpoint.ts'

/** What one process of bench/diffusion-process.ts measures. */
interface Measured {
  readonly loadMs: number
  readonly evaluationMs: readonly number[]
  readonly decodeMs: readonly number[]
  readonly peakMb: number
  /** 10⁹ operations of one evaluation, of one decoding, and what the machine gives a second in plain operators. */
  readonly gflop: number
  readonly decodeGflop: number
  readonly convolution: number
  readonly linear: number
}

const runs = 3

/** The processes of one precision. */
async function measure(precision: 'fp32' | 'int8'): Promise<Measured[]> {
  const { file, folder } = await randomCheckpoint('sd15')
  const results: Measured[] = []
  // The first one fills the caches of files and code, and packs the weights.
  for (let run = -1; run < runs; run++) {
    const measured = await inEngine<Measured>('diffusion-process.ts', [file, precision, folder])
    if (run >= 0) results.push(measured)
  }
  return results
}

const inFp32 = fromProcess(runs, () => measure('fp32'))
const inInt8 = fromProcess(runs, () => measure('int8'))

const best = (values: readonly number[]) => Math.min(...values)
const rates = (gflop: number, ms: number, { convolution, linear }: Measured) => ({
  'GFLOP/s': gflop / (ms / 1000),
  'of a plain convolution': gflop / (ms / 1000) / convolution,
  'of a plain linear layer': gflop / (ms / 1000) / linear,
  'plain convolution GFLOP/s': convolution,
  'plain linear layer GFLOP/s': linear,
})

const where = 'Stable Diffusion 1.5 (full size, random weights, F16 file), 512 × 512'

const stall: Benchmark = {
  name: 'unet-sd15-stall',
  title: `the longest stall of the main process's event loop while its engine loads and runs ${where}`,
  unit: 'ms',
  limit: 50,
  heavy: true,
  warmUps: 0,
  runs: 1,
  async prepare() {
    const { file } = await randomCheckpoint('sd15')
    const folder = emptyHome()
    const workspace = await openWorkspace({ home: folder.home })
    await (await workspace.library()).add(file, { id: 'random' })
    return {
      async measure() {
        const delay = monitorEventLoopDelay({ resolution: 5 })
        const job = await workspace.queue.submit({
          node: 'image.generate',
          input: { prompt: 'a stone', model: 'random', steps: 2, guidance: 1, seed: 1 },
        })
        delay.enable()
        await workspace.queue.wait(job.id)
        delay.disable()
        return delay.max / 1e6
      },
      async [Symbol.asyncDispose]() {
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

const sdxl: Benchmark = {
  name: 'sdxl-memory',
  title:
    'highest memory of one SDXL picture (full size, random weights, F16 file), 1024 × 1024, one step, models.memoryGb 9.6 as on a machine of 16 GB, all processes together',
  unit: 'MB',
  limit: 16_000,
  heavy: true,
  warmUps: 0,
  runs: 1,
  async prepare() {
    const { file } = await randomCheckpoint('sdxl')
    const folder = emptyHome()
    const environment = { ...process.env, AI_WORKSPACE_MODELS_MEMORY_GB: '9.6' }
    const workspace = await openWorkspace({ home: folder.home, environment })
    await (await workspace.library()).add(file, { id: 'random' })
    let seconds = 0
    return {
      facts: () => ({ 'seconds, weights packed to 8 bits and kept among them': seconds }),
      async measure() {
        const watch = watchMemory(process.pid)
        const job = await workspace.queue.submit({
          node: 'image.generate',
          input: { prompt: 'a stone', model: 'random', steps: 1, guidance: 1, seed: 1 },
        })
        const start = performance.now()
        await workspace.queue.wait(job.id)
        seconds = (performance.now() - start) / 1000
        return watch.stop()
      },
      async [Symbol.asyncDispose]() {
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

export const benchmarks: readonly Benchmark[] =
  process.platform !== 'linux'
    ? []
    : [
        inFp32(
          {
            name: 'unet-sd15-evaluation',
            title: `one evaluation of the U-Net, best of four: ${where}`,
            unit: 'ms',
            limit: 7_500,
          },
          ({ evaluationMs }) => best(evaluationMs),
          (result) => rates(result.gflop, best(result.evaluationMs), result),
        ),
        inFp32(
          {
            name: 'unet-sd15-decode',
            title: `one decoding by the autoencoder, best of two: ${where}`,
            unit: 'ms',
            limit: 17_000,
          },
          ({ decodeMs }) => best(decodeMs),
          (result) => rates(result.decodeGflop, best(result.decodeMs), result),
        ),
        inFp32(
          {
            name: 'unet-sd15-load',
            title: `from the file (in the system's cache) to the first step, the prompt encoded: ${where}`,
            unit: 'ms',
            limit: 4_000,
          },
          ({ loadMs }) => loadMs,
        ),
        inFp32(
          {
            name: 'unet-sd15-memory',
            title: `highest memory, fp32, text encoder, U-Net and decoder one after the other: ${where}`,
            unit: 'MB',
            limit: 4_608,
          },
          ({ peakMb }) => peakMb,
        ),
        inInt8(
          {
            name: 'unet-sd15-memory-int8',
            title: `the same with weights in 8 bits: ${where}`,
            unit: 'MB',
            limit: 2_560,
          },
          ({ peakMb }) => peakMb,
          ({ evaluationMs, loadMs }) => ({
            'ms an evaluation': best(evaluationMs),
            'ms from file to first step': loadMs,
          }),
        ),
        stall,
        sdxl,
      ]
