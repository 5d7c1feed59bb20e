import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectStableDiffusion, splitWeights } from '../../models/diffusion/stable-diffusion/components.ts'
import { denoiser } from '../../models/diffusion/stable-diffusion/denoiser.ts'
import { timeIds } from '../../models/diffusion/stable-diffusion/time-ids.ts'
import { unet } from '../../models/diffusion/unet/unet.ts'
import { openCheckpoint } from '../../models/formats/open-checkpoint.ts'
import { hashedTensor } from '../../models/golden/hashed-tensor.ts'
import { checkpointWeights } from '../../models/graph/checkpoint-weights.ts'
import { Graph } from '../../models/graph/graph.ts'
import { openSession } from '../../models/graph/session.ts'
import { tinyModels } from './tiny-models.ts'

test('the SDXL refiner is asked for a score of 6, and led away from one of 2.5', async () => {
  using models = await tinyModels('tiny-refiner')
  await using checkpoint = await openCheckpoint(models.path('tiny-refiner'))
  const parameters = detectStableDiffusion(checkpoint)!
  assert.equal(parameters.architecture, 'sdxl-refiner')
  assert.deepEqual(parameters.unet.sizes, { count: 5, channels: 8 })
  assert.equal(parameters.textEncoders.length, 1)

  const graph = new Graph('refiner', splitWeights(checkpointWeights(checkpoint)).unet)
  unet(graph, { ...parameters.unet, wrap: 'none', control: false })
  await using session = await openSession(graph)
  const values = (name: string, shape: readonly number[]) => ({
    data: Float32Array.from(
      hashedTensor(
        'refiner',
        name,
        shape.reduce((all, d) => all * d, 1),
      ),
    ),
    shape,
  })
  const sample = values('sample', [1, 4, 8, 16])
  const words = (name: string) => ({ context: values(name, [1, 77, 32]), pooled: values(`${name}-pooled`, [1, 32]) })
  const [positive, negative] = [words('positive'), words('negative')]
  const alone = async ({ context, pooled }: typeof positive, ids: readonly number[]) => {
    const { out } = await session.run({
      sample,
      timestep: { data: Float32Array.of(200), shape: [1] },
      encoder_hidden_states: context,
      text_embeds: pooled,
      time_ids: { data: Float32Array.from(ids), shape: [1, 5] },
    })
    return out!.data as Float32Array
  }
  const towards = await alone(positive, [64, 128, 0, 0, 6])
  const away = await alone(negative, [64, 128, 0, 0, 2.5])
  const predict = denoiser({
    unet: session,
    shape: [4, 8, 16],
    words: () => ({ positive, negative }),
    guidance: 5,
    timeIds: timeIds(parameters, 128, 64),
    signal: new AbortController().signal,
  })
  const guided = await predict(sample.data, 200)
  assert.deepEqual(
    guided,
    towards.map((value, i) => away[i]! + 5 * (value - away[i]!)),
  )
  assert.notDeepEqual(await alone(negative, [64, 128, 0, 0, 6]), away, 'the score is heard')
})
