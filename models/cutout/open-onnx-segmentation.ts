import { availableParallelism } from 'node:os'
import { WorkspaceError } from '../../base/error.ts'
import type { Provider } from '../../base/provider.ts'
import { explainRuntimeErrors } from '../graph/runtime-error.ts'
import type { Planes } from '../mesh/resize-antialiased.ts'
import type { CutoutNetwork } from './cutout-handle.ts'
import type { SegmentationForm } from './segmentation-form.ts'

/** An ONNX file of one picture [1, 3, h, w] to masks, of which the first is taken. Error: `bad-input` for any other. */
export async function openOnnxSegmentation(
  path: string,
  {
    what,
    threads,
    provider,
    form,
  }: {
    readonly what: string
    readonly threads: number
    readonly provider: Provider
    readonly form: (side: number | undefined) => SegmentationForm
  },
): Promise<CutoutNetwork> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const session = await explainRuntimeErrors(
    what,
    () =>
      InferenceSession.create(path, {
        executionProviders: [provider],
        intraOpNumThreads: threads === 0 ? availableParallelism() : threads,
        logSeverityLevel: 3,
        enableCpuMemArena: false,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      }),
    provider,
  )
  const [input] = session.inputMetadata
  if (
    session.inputMetadata.length !== 1 ||
    input?.isTensor !== true ||
    input.shape.length !== 4 ||
    input.shape[1] !== 3
  ) {
    await session.release()
    throw new WorkspaceError('bad-input', `${what} takes something else than one picture of three channels.`, {
      hint: 'Background networks as rembg offers them can be added: U²-Net, IS-Net.',
    })
  }
  const side = input.shape[3]
  const { width, height, mean, std } = form(typeof side === 'number' && side > 0 ? side : undefined)
  return {
    size: { width, height },
    async run({ data }) {
      const picture = new Tensor('float32', normalised(data, mean, std), [1, 3, height, width])
      const results = await explainRuntimeErrors(what, () => session.run({ [input.name]: picture }), provider)
      const first = results[session.outputNames[0]!]!
      const [outHeight, outWidth] = first.dims.slice(-2) as [number, number]
      const values = (first.data as Float32Array).subarray(0, outHeight * outWidth)
      return { width: outWidth, height: outHeight, channels: 1, data: stretched(values) }
    },
    [Symbol.asyncDispose]: () => session.release(),
  }
}

/** Colours over the brightest one, less the mean, over the deviation (rembg's normalize). */
function normalised(
  data: Planes['data'],
  mean: SegmentationForm['mean'],
  std: SegmentationForm['std'],
): Float32Array<ArrayBuffer> {
  const brightest = Math.max(
    1e-6,
    data.reduce((most, value) => Math.max(most, value), 0),
  )
  const plane = data.length / 3
  return data.map((value, i) => {
    const c = Math.floor(i / plane)
    return (value / brightest - mean[c]!) / std[c]!
  })
}

/** From the least to the largest value as 0 to 1; values beyond these are no shares yet, and go through the logistic function. */
function stretched(values: Float32Array): Float32Array<ArrayBuffer> {
  const isShare = values.every((value) => value >= -0.01 && value <= 1.01)
  const shares = Float32Array.from(values, (value) => (isShare ? value : 1 / (1 + Math.exp(-value))))
  const least = shares.reduce((all, value) => Math.min(all, value), 1)
  const most = shares.reduce((all, value) => Math.max(all, value), 0)
  return most > least ? shares.map((value) => (value - least) / (most - least)) : shares
}
