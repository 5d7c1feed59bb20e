import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ComfyEnvironment } from './environment.ts'
import * as graphs from './graphs.fixture.ts'
import { callOfPlan } from './plan.ts'
import { translateGraph } from './translate-graph.ts'

const named = (...names: string[]) => names.map((name) => ({ id: name.replace(/\..*/, ''), name }))
const environment: ComfyEnvironment = {
  checkpoints: [
    ...named('dream.safetensors', 'other.safetensors'),
    { id: 'procedural', name: 'built-in', builtIn: true },
  ],
  loras: named('ink.safetensors', 'oil.safetensors'),
  vaes: named('mse.safetensors'),
  controlnets: named('canny.safetensors'),
  upscalers: named('x2.pth'),
  pictures: ['cat.png', 'mask.png'],
  findPicture: (name) =>
    ({
      'cat.png': { asset: 'a-cat', width: 100, height: 64 },
      'mask.png': { asset: 'a-mask', width: 100, height: 64 },
    })[name],
  now: new Date(2026, 0, 5, 9, 3, 7),
}

function planOf(graph: unknown) {
  const translated = translateGraph(graph, environment)
  if ('refusal' in translated) throw new Error(JSON.stringify([translated.refusal, ...translated.refusal.nodes]))
  return translated.plan
}
const callOf = (graph: unknown) => callOfPlan(planOf(graph)) as { node: string; input: Record<string, unknown> }
const stepsOf = (graph: unknown) => planOf(graph).steps.map(({ node, input, at }) => ({ node, at, ...input }))

/** The one fault of a graph: where it is, of which kind, in which words. */
function faultOf(graph: unknown) {
  const translated = translateGraph(graph, environment)
  assert.ok('refusal' in translated, 'it is taken')
  const { refusal } = translated
  const [id, node] = [...refusal.nodes][0] ?? []
  return { id, type: node?.faults[0]?.type ?? refusal.type, details: node?.faults[0]?.details ?? refusal.details }
}

/** A graph with inputs of some nodes changed. */
function changed(graph: graphs.ApiGraph, inputs: Record<string, Record<string, unknown>>): graphs.ApiGraph {
  return Object.fromEntries(
    Object.entries(graph).map(([id, node]) => [id, { ...node, inputs: { ...node.inputs, ...inputs[id] } }]),
  )
}

const words = { prompt: 'a photo of a cat', negativePrompt: 'text, watermark', model: 'dream' }
const usual = { ...words, seed: 1, steps: 3, sampler: 'euler', schedule: 'normal', guidance: 7 }

test('the default graph is one call of image.generate', () => {
  const graph = graphs.textToImage('dream.safetensors')
  assert.deepEqual(callOf(graph), { node: 'image.generate', input: { ...usual, width: 64, height: 64 } })
  const plan = planOf(graph)
  assert.deepEqual(plan.order, ['4', '6', '7', '5', '3', '8', '9'])
  assert.deepEqual(plan.outputs, [
    { node: '9', type: 'output', subfolder: '', prefix: 'ComfyUI', pictures: [{ step: 0, output: 'image' }] },
  ])
  assert.deepEqual(plan.notes, [])
})

test('models are found by other spellings of their names', () => {
  for (const name of ['dream', 'sd15/dream.safetensors', 'sd15\\Dream.ckpt']) {
    assert.equal(callOf(graphs.textToImage(name)).input['model'], 'dream', name)
  }
})

test('a batch is a count, and seeds are those that torch takes of them', () => {
  const { input } = callOf(graphs.textToImage('dream', { batch: 3, seed: 2n ** 63n + 5n, prefix: 'pets/%year%-cat' }))
  assert.deepEqual([input['count'], input['seed'], input['name']], [3, 5, '2026-cat'])
  const plan = planOf(graphs.textToImage('dream', { batch: 2 }))
  assert.deepEqual(plan.outputs[0]!.pictures, [
    { step: 0, output: 'images', index: 0 },
    { step: 0, output: 'images', index: 1 },
  ])
  assert.match(plan.notes[0]!.message, /next seed/)
})

test('a start picture is cut to eights, and denoise takes as many steps as in ComfyUI', () => {
  const [cut, generate] = stepsOf(graphs.imageToImage('dream', 'cat.png', 0.5))
  assert.deepEqual(cut, { node: 'image.crop', at: '12', image: 'a-cat', left: 2, top: 0, width: 96, height: 64 })
  // 3 steps at ½ are the last three of six.
  const expected = { ...usual, sampler: 'dpmpp_2m', steps: 6, strength: 0.416667, start: { step: 0, output: 'image' } }
  assert.deepEqual(generate, { node: 'image.generate', at: '3', ...expected })
  for (let steps = 1; steps <= 60; steps++) {
    for (const denoise of [0.1, 0.3, 0.45, 0.5, 0.6, 0.75, 0.87, 0.95, 1]) {
      const [, { input }] = planOf(changed(graphs.imageToImage('dream', 'cat.png'), { 3: { steps, denoise } }))
        .steps as unknown as [unknown, { input: { steps: number; strength: number } }]
      // The rule of image.generate: models/diffusion/samplers/image-strength.ts.
      const taken = input.strength === 1 ? input.steps : Math.floor(Math.min(input.strength, 0.999) * input.steps) + 1
      assert.equal(taken, steps, `${steps} steps at ${denoise}`)
    }
  }
})

test('masks come from transparency or a channel, in the size of the picture', () => {
  const painted = stepsOf(graphs.inpaint('dream', 'cat.png'))
  assert.deepEqual(
    painted.map(({ node, at }) => [node, at]),
    [
      ['image.channel', '20'],
      ['image.mask', '26'],
      ['image.crop', '26'],
      ['image.crop', '26'],
      ['image.generate', '3'],
    ],
  )
  assert.deepEqual(painted[0], { node: 'image.channel', at: '20', image: 'a-cat', channel: 'alpha', invert: true })
  assert.deepEqual(painted.at(-1), {
    node: 'image.generate',
    at: '3',
    ...usual,
    start: { step: 2, output: 'image' },
    strength: 1,
    mask: { step: 3, output: 'image' },
    maskBlur: 0,
    fill: 'noise',
  })
  const kept = stepsOf(graphs.noiseMask('dream', 'cat.png', 'mask.png')).at(-1)!
  assert.ok(!('fill' in kept) && 'mask' in kept)
})

test('LoRAs of both wires and the last layer become tags and a clip skip', () => {
  const { input } = callOf(graphs.loras('dream', 'ink.safetensors', 'oil'))
  assert.equal(input['prompt'], 'a photo of a cat <lora:ink:0.5:0.8> <lora:oil:0:0.6>')
  assert.deepEqual([input['clipSkip'], input['negativePrompt']], [2, undefined])
})

test('ControlNets guide both prompts, several one behind the other, by pictures of any size', () => {
  const graph = graphs.controlNet('dream', 'canny.safetensors', 'cat.png')
  const control = {
    controlModel: 'canny',
    controlImage: 'a-cat',
    controlWeight: 0.9,
    controlTo: 0.8,
    controlFit: 'crop',
  }
  assert.deepEqual(callOf(graph).input, { ...usual, width: 64, height: 64, ...control })
  const { input } = callOf(changed(graph, { 5: { width: 104 }, 10: { end_percent: 1 } }))
  assert.deepEqual([input['controlTo'], input['controlFit']], [undefined, 'crop'])
  const old = {
    20: {
      class_type: 'ControlNetApply',
      inputs: { conditioning: ['10', 0], control_net: ['12', 0], image: ['21', 0] },
    },
    21: { class_type: 'LoadImage', inputs: { image: 'mask.png' } },
  }
  const both = changed(
    { ...graph, ...old, 3: graphs.sampler(['5', 0], {}, { positive: ['20', 0] }) },
    { 20: { strength: 0.5 } },
  )
  assert.match(faultOf(both).details, /one of the two prompts only/)
  const simple = changed(both, { 20: { conditioning: ['22', 0] } })
  const first = { conditioning: ['6', 0], control_net: ['12', 0], image: ['11', 0], strength: 1 }
  const { controls } = callOf({ ...simple, 22: { class_type: 'ControlNetApply', inputs: first } }).input
  assert.deepEqual(controls, [{ model: 'canny', image: 'a-mask', weight: 0.5, fit: 'crop' }])
  assert.ok(!('controlModel' in callOf(changed(graph, { 10: { strength: 0 } })).input))
})

test('two samplers are two pictures, the second over the first one enlarged', () => {
  const steps = stepsOf(graphs.twoSamplers('dream'))
  assert.deepEqual(
    steps.map(({ node, at }) => [node, at]),
    [
      ['image.generate', '3'],
      ['image.resize', '10'],
      ['image.generate', '11'],
    ],
  )
  const { name, start, steps: planned, strength } = steps[2] as Record<string, unknown>
  assert.deepEqual([name, start, planned, strength], ['hires', { step: 1, output: 'image' }, 8, 0.4375])
  assert.deepEqual(
    planOf(graphs.twoSamplers('dream')).outputs.map(({ node, type }) => [node, type]),
    [
      ['9', 'output'],
      ['13', 'temp'],
    ],
  )
})

test('an upscaler stands before or after any sampler', () => {
  const nodes = stepsOf(graphs.upscaleAndRefine('dream', 'x2.pth')).map(({ node }) => node)
  assert.deepEqual(nodes, ['image.generate', 'image.upscale', 'image.resize', 'image.generate'])
  const { outputs } = planOf(graphs.upscaleAndRefine('dream', 'x2.pth'))
  assert.deepEqual([outputs[0]!.subfolder, outputs[0]!.prefix], ['large', 'cat'])
  const only = callOf(graphs.upscaleOnly('x2', 'cat.png'))
  assert.deepEqual(only, { node: 'image.upscale', input: { image: 'a-cat', model: 'x2', name: 'upscaled' } })
})

test('two stages of one run are one run; a refiner over leftover noise is refused', () => {
  const { node, input } = callOf(graphs.twoStages('dream'))
  assert.equal(node, 'image.generate')
  assert.deepEqual([input['steps'], input['schedule'], 'strength' in input], [6, 'karras', false])
  const refined = { ...graphs.twoStages('dream'), 40: graphs.textToImage('other')[4]! }
  assert.match(
    faultOf(changed(refined, { 3: { model: ['40', 0] } })).details,
    /another model.*Let the first one finish/,
  )
  const cut = changed(graphs.twoStages('dream'), { 8: { samples: ['10', 0] } })
  assert.match(faultOf(cut).details, /still noisy/)
})

test('the built-in engine is a checkpoint that takes words, a size and a seed', () => {
  const plan = planOf(graphs.textToImage('built-in'))
  assert.deepEqual(callOfPlan(plan).input, { ...words, model: 'procedural', seed: 1, width: 64, height: 64 })
  assert.match(plan.notes[0]!.message, /steps, cfg, sampler and scheduler mean nothing/)
  assert.match(faultOf(graphs.imageToImage('built-in', 'cat.png')).details, /cannot begin from a picture/)
})

test('words stay words where the prompt language knows more than ComfyUI', () => {
  const text = 'a [b] {c|d} __e__ <lora:x:1> BREAK (f:1.2) back\\slash \\(g\\)'
  const { prompt, emphasis } = callOf(changed(graphs.textToImage('dream'), { 6: { text } })).input
  assert.equal(prompt, 'a \\[b\\] \\{c|d\\} \\__e\\__ <\\lora:x:1> break (f:1.2) back\\\\slash \\(g\\)')
  assert.deepEqual([emphasis, callOf(graphs.textToImage('dream')).input['emphasis']], ['comfyui', undefined])
  assert.equal(callOf(changed(graphs.textToImage('dream'), { 6: { text: ' ' } })).input['prompt'], '()')
  const concat = {
    ...graphs.textToImage('dream'),
    10: { class_type: 'ConditioningConcat', inputs: { conditioning_to: ['6', 0], conditioning_from: ['7', 0] } },
  }
  const joined = callOf(changed(concat, { 3: { positive: ['10', 0] } })).input['prompt']
  assert.equal(joined, 'a photo of a cat BREAK text, watermark')
})

test('primitives, reroutes and remarks are followed or left out', () => {
  const graph = changed(
    {
      ...graphs.textToImage('dream'),
      20: { class_type: 'PrimitiveInt', inputs: { value: 7 } },
      21: { class_type: 'Reroute', inputs: { '': ['20', 0] } },
      22: { class_type: 'PrimitiveString', inputs: { value: 'a dog' } },
      23: { class_type: 'Note', inputs: {} },
    },
    { 3: { steps: ['21', 0] }, 6: { text: ['22', 0] } },
  )
  const { input } = callOf(graph)
  assert.deepEqual([input['steps'], input['prompt']], [7, 'a dog'])
  assert.equal(faultOf(changed(graph, { 20: { value: 0 } })).type, 'value_smaller_than_min')
})

const base = graphs.textToImage('dream')
const without = (id: string, input: string) => {
  const { [input]: _, ...inputs } = base[id]!.inputs
  return { ...base, [id]: { ...base[id]!, inputs } }
}
const refused: readonly (readonly [string, unknown, { id?: string; type: string; details: RegExp }])[] = [
  [
    'the file of the editor',
    { nodes: [], links: [], version: 0.4 },
    { type: 'invalid_prompt', details: /Export \(API\)/ },
  ],
  ['no graph', 'a cat', { type: 'invalid_prompt', details: /graph in API format/ }],
  ['an entry that is no node', { ...base, 5: { inputs: {} } }, { type: 'invalid_prompt', details: /#5/ }],
  ['nothing to keep', { 4: base[4] }, { type: 'prompt_no_outputs', details: /SaveImage/ }],
  [
    'an unknown class',
    { ...base, 10: { class_type: 'IPAdapterAdvanced', inputs: {} } },
    { id: '10', type: 'missing_node_type', details: /#10.*Pictures as prompts/ },
  ],
  [
    'a class that is nearly one',
    { ...base, 10: { class_type: 'KSamplr', inputs: {} } },
    { id: '10', type: 'missing_node_type', details: /Did you mean "KSampler"/ },
  ],
  ['a missing wire', without('3', 'model'), { id: '3', type: 'required_input_missing', details: /"model"/ }],
  [
    'an unknown checkpoint',
    graphs.textToImage('v1-5.safetensors'),
    { id: '4', type: 'value_not_in_list', details: /dream\.safetensors.*models search image/ },
  ],
  [
    'an unknown sampler',
    changed(base, { 3: { sampler_name: 'eulr' } }),
    { id: '3', type: 'value_not_in_list', details: /Did you mean 'euler'/ },
  ],
  [
    'too many steps',
    changed(base, { 3: { steps: 5000 } }),
    { id: '3', type: 'value_bigger_than_max', details: /steps/ },
  ],
  ['no number', changed(base, { 3: { cfg: 'high' } }), { id: '3', type: 'invalid_input_type', details: /'high'/ }],
  [
    'a wire of another kind',
    changed(base, { 3: { model: ['4', 1] } }),
    { id: '3', type: 'return_type_mismatch', details: /received_type\(CLIP\) mismatch input_type\(MODEL\)/ },
  ],
  [
    'a wire from nowhere',
    changed(base, { 3: { model: ['99', 0] } }),
    { id: '3', type: 'bad_linked_input', details: /no node is there/ },
  ],
  [
    'a circle',
    changed(base, { 8: { samples: ['8', 0] } }),
    { id: '8', type: 'return_type_mismatch', details: /LATENT/ },
  ],
  [
    'an empty latent from the middle',
    changed(base, { 3: { denoise: 0.5 } }),
    { id: '3', type: 'custom_validation_failed', details: /Set denoise to 1/ },
  ],
  [
    'an odd size',
    changed(base, { 5: { width: 500 } }),
    { id: '5', type: 'custom_validation_failed', details: /Take 504/ },
  ],
  [
    'a picture that was not uploaded',
    graphs.imageToImage('dream', '../secret.png'),
    { id: '10', type: 'value_not_in_list', details: /Upload it first/ },
  ],
]
for (const [what, graph, expected] of refused) {
  test(`refused before anything runs: ${what}`, () => {
    const { id, type, details } = faultOf(graph)
    assert.deepEqual({ id, type }, { id: expected.id, type: expected.type }, details)
    assert.match(details, expected.details)
  })
}

test('a circle of nodes is named', () => {
  const circle = {
    ...base,
    10: { class_type: 'ImageInvert', inputs: { image: ['11', 0] } },
    11: { class_type: 'ImageInvert', inputs: { image: ['10', 0] } },
  }
  const { type } = faultOf(changed(circle, { 9: { images: ['10', 0] } }))
  assert.equal(type, 'dependency_cycle')
})

test('all faults are told at once, with the outputs that wait for each node', () => {
  const translated = translateGraph(changed(base, { 3: { cfg: -1 }, 4: { ckpt_name: 'none' } }), environment)
  assert.ok('refusal' in translated)
  assert.deepEqual([...translated.refusal.nodes.keys()].sort(), ['3', '4'])
  assert.deepEqual(translated.refusal.nodes.get('4')!.outputs, ['9'])
})

test('made-up graphs end soon: long chains, texts that double, steps without end', () => {
  const node = (class_type: string, inputs: object) => ({ class_type, inputs })
  const chain: Record<string, unknown> = { ...base }
  for (let n = 100; n < 900; n++) chain[n] = node('ImageInvert', { image: [n === 100 ? '8' : String(n - 1), 0] })
  const long = changed(chain as graphs.ApiGraph, { 9: { images: ['899', 0] } })
  assert.equal(planOf(long).steps.length, 801)
  assert.match(faultOf(changed(long, { 5: { batch_size: 2 } })).details, /more than 1000 steps/)
  const doubling: Record<string, unknown> = { ...base }
  for (let n = 100; n < 140; n++) {
    const before = [n === 100 ? '6' : String(n - 1), 0]
    doubling[n] = node('ConditioningConcat', { conditioning_to: before, conditioning_from: before })
  }
  assert.match(
    faultOf(changed(doubling as graphs.ApiGraph, { 3: { positive: ['139', 0] } })).details,
    /More than 64 texts/,
  )
  const many: Record<string, unknown> = {}
  for (let n = 0; n < 1000; n++) {
    many[n] = node('SaveImage', { images: [String(1000 + n), 0] })
    many[1000 + n] = node('LoadImage', { image: 'none.png' })
  }
  const translated = translateGraph(many, environment)
  assert.ok('refusal' in translated && translated.refusal.nodes.size === 1000)
  assert.match(
    faultOf(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [n, base[4]]))).details,
    /at most 2000/,
  )
})
