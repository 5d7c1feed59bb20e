import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import { Graph } from '../../graph/graph.ts'
import { controlNet } from './controlnet.ts'

test('relatives of ControlNet that compute something else are refused by name', () => {
  const parameters = {
    heads: [1],
    groups: 32,
    sizes: { count: 6, channels: 256 },
    wrap: 'none',
    control: false,
  } as const
  const refused = (name: string) => () =>
    controlNet(new Graph('controlnet', fixtureWeights({ setName: 'test', tensors: { [name]: [1] } })), parameters)
  assert.throws(refused('task_embedding'), { code: 'bad-input', message: /is a ControlNet-Union/ })
  assert.throws(refused('lora_controlnet'), { code: 'bad-input', message: /is a Control-LoRA/ })
})
