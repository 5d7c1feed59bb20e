import { promptBehind } from './comfy-conditioning.ts'
import { type ComfyGraph, type ComfyNode, linkOf, linksInto, readComfyGraph, upstream } from './comfy-graph.ts'
import { promptOfWorkflow } from './comfy-workflow.ts'
import { finishSettings, type GenerationSettings } from './generation-settings.ts'
import { asNumber, asRecord, asText, parseLooseJson } from './loose-json.ts'
import { samplerName, scheduleName } from './sampler-names.ts'

/**
 * The settings in a ComfyUI graph, read backwards from the picture: last sampler, first sampler, what flows into it. `raw` is the
 * API graph (`prompt`) or the editor's (`workflow`). Undefined where it is none or has no sampler.
 */
export function settingsOfComfy(raw: string): GenerationSettings | undefined {
  const json = parseLooseJson(raw)
  const graph = readComfyGraph(promptOfWorkflow(json) ?? json)
  if (graph === undefined) return undefined
  const end = findOutput(graph)
  const passes = samplersBehind(graph, end)
  const sampler = passes.at(-1)
  if (sampler === undefined) return undefined
  const first = partsOf(graph, sampler)
  const field = (...names: string[]) => valueBehind(graph, first, names)
  const positive = first.map(({ inputs }) => linkOf(graph, inputs['positive'] ?? inputs['conditioning'])).find(Boolean)
  const negative = first.map(({ inputs }) => linkOf(graph, inputs['negative'])).find(Boolean)
  const latent = linkOf(graph, latentOf(sampler))?.node
  const size = findNode(
    graph,
    latent,
    ({ inputs }) => asNumber(inputs['width']) !== undefined && asNumber(inputs['height']) !== undefined,
  )
  const stop = asNumber(
    findNode(graph, positive?.node, ({ inputs }) => 'stop_at_clip_layer' in inputs)?.inputs['stop_at_clip_layer'],
  )
  const seed = field('seed', 'noise_seed')
  const { model, loras } = modelBehind(graph, first)
  const denoise = asNumber(field('denoise'))
  return finishSettings({
    tool: 'comfyui',
    prompt: promptBehind(graph, positive),
    negativePrompt: promptBehind(graph, negative),
    model,
    vae: asText(findNode(graph, end, ({ inputs }) => 'vae_name' in inputs)?.inputs['vae_name']),
    sampler: samplerName(asText(field('sampler_name'))),
    schedule: scheduleName(asText(field('scheduler'))),
    steps: asNumber(field('steps')),
    cfgScale: asNumber(field('cfg')),
    seed: asNumber(seed),
    width: asNumber(size?.inputs['width']),
    height: asNumber(size?.inputs['height']),
    // −1 is the last layer there.
    clipSkip: stop === undefined ? undefined : Math.abs(stop),
    denoise: denoise === 1 ? undefined : denoise,
    loras,
    hires: passes.length < 2 ? undefined : secondPass(graph, passes[0]!),
    unmapped: {
      ...(asNumber(seed) === undefined && asText(seed) !== undefined ? { seed: asText(seed)! } : {}),
      ...(passes.length > 2 ? { passes: String(passes.length) } : {}),
      ...guidance(graph, positive?.node),
      ...otherNodes(graph, end),
    },
    raw,
  })
}

/** The node that keeps the picture: one that saves, else one that shows, else any that nothing comes after. */
function findOutput(graph: ComfyGraph): ComfyNode | undefined {
  const users = new Map<string, ComfyNode[]>()
  const usersOf = (id: string) => users.get(id) ?? users.set(id, []).get(id)!
  for (const node of graph.values()) {
    for (const { link } of linksInto(graph, node)) usersOf(link.node.id).push(node)
  }
  // Forward from the samplers, each node once: backward from each end would take the square of the graph.
  const reached = new Set([...graph.values()].filter((node) => isSampler(graph, node)))
  for (const node of reached) for (const user of users.get(node.id) ?? []) reached.add(user)
  const withSampler = [...graph.values()].filter((node) => !users.has(node.id) && reached.has(node))
  return (
    withSampler.find(({ type }) => /save/i.test(type)) ??
    withSampler.find(({ type }) => /preview/i.test(type)) ??
    withSampler[0] ??
    // Every node lies on a circle: begin anywhere.
    [...graph.values()].find((node) => isSampler(graph, node))
  )
}

/** Graphs have two or three passes; past this many it is made to be looked through for long. */
const mostPasses = 100

/** The samplers on the way of the latent image, last pass first. */
function samplersBehind(graph: ComfyGraph, end: ComfyNode | undefined): ComfyNode[] {
  const passes: ComfyNode[] = []
  let sampler = findNode(graph, end, (node) => isSampler(graph, node))
  while (sampler !== undefined && !passes.includes(sampler) && passes.length < mostPasses) {
    passes.push(sampler)
    sampler = findNode(graph, linkOf(graph, latentOf(sampler))?.node, (node) => isSampler(graph, node))
  }
  return passes
}

function isSampler(graph: ComfyGraph, { inputs }: ComfyNode): boolean {
  if (linkOf(graph, inputs['latent_image'] ?? inputs['samples']) === undefined) return false
  if (linkOf(graph, inputs['guider']) !== undefined) return true
  return linkOf(graph, inputs['positive']) !== undefined && linkOf(graph, inputs['model']) !== undefined
}

function latentOf({ inputs }: ComfyNode): unknown {
  return inputs['latent_image'] ?? inputs['samples']
}

/** The sampler with the nodes that custom sampling moves its fields to: noise, guider, sampler, sigmas. */
function partsOf(graph: ComfyGraph, sampler: ComfyNode): ComfyNode[] {
  const parts = ['noise', 'guider', 'sampler', 'sigmas'].flatMap(
    (name) => linkOf(graph, sampler.inputs[name])?.node ?? [],
  )
  return [sampler, ...parts]
}

/** The first of these fields that any of the nodes has; a wire is followed to the node that holds the value. */
function valueBehind(graph: ComfyGraph, nodes: readonly ComfyNode[], names: readonly string[]): unknown {
  for (const { inputs } of nodes) {
    for (const name of names) {
      const value = inputs[name]
      if (!Array.isArray(value)) {
        if (value !== undefined && value !== null && typeof value !== 'object') return value
        continue
      }
      const source = findNode(graph, linkOf(graph, value)?.node, (node) => plainValue(node, names) !== undefined)
      if (source !== undefined) return plainValue(source, names)
    }
  }
  return undefined
}

function plainValue({ inputs }: ComfyNode, names: readonly string[]): unknown {
  return [...names, 'value', 'int', 'float', 'number', 'string']
    .map((name) => inputs[name])
    .find((value) => typeof value === 'number' || typeof value === 'string')
}

/** The checkpoint behind the model wire and the LoRAs on its way, in the order in which they are applied. */
function modelBehind(
  graph: ComfyGraph,
  parts: readonly ComfyNode[],
): { model: string | undefined; loras: GenerationSettings['loras'] } {
  const loras: GenerationSettings['loras'] = []
  const start = parts.map(({ inputs }) => linkOf(graph, inputs['model'])?.node).find(Boolean)
  for (const { inputs } of upstream(graph, start)) {
    const name = asText(inputs['lora_name'])
    if (name !== undefined) loras.unshift(loraOf(name, inputs['strength_model'], inputs['strength_clip']))
    for (const entry of Object.values(inputs).map(asRecord)) {
      const stacked = asText(entry?.['lora'])
      if (stacked !== undefined && entry?.['on'] !== false) {
        loras.unshift(loraOf(stacked, entry?.['strength'], entry?.['strengthTwo']))
      }
    }
    const model = ['ckpt_name', 'unet_name', 'model_name'].map((key) => asText(inputs[key])).find(Boolean)
    if (model !== undefined) return { model, loras }
  }
  return { model: undefined, loras }
}

function loraOf(name: string, strength: unknown, clipStrength: unknown): GenerationSettings['loras'][number] {
  const weight = asNumber(strength) ?? 1
  const textEncoderWeight = asNumber(clipStrength)
  return {
    name,
    weight,
    ...(textEncoderWeight === undefined || textEncoderWeight === weight ? {} : { textEncoderWeight }),
  }
}

function secondPass(graph: ComfyGraph, sampler: ComfyNode): GenerationSettings['hires'] {
  const parts = partsOf(graph, sampler)
  const latent = linkOf(graph, latentOf(sampler))?.node
  // Only nodes after the first pass: its own size is no enlargement.
  const between: ComfyNode[] = []
  for (const node of upstream(graph, latent)) {
    if (isSampler(graph, node)) break
    between.push(node)
  }
  const scale = between.find(({ inputs }) => asNumber(inputs['scale_by']) !== undefined)?.inputs
  const size = between.find(({ inputs }) => asNumber(inputs['width']) !== undefined)?.inputs
  const upscaler = between
    .map(({ inputs }) => asText(inputs['model_name']) ?? asText(inputs['upscale_method']))
    .find(Boolean)
  return {
    scale: asNumber(scale?.['scale_by']),
    width: asNumber(size?.['width']),
    height: asNumber(size?.['height']),
    steps: asNumber(valueBehind(graph, parts, ['steps'])),
    upscaler,
    denoise: asNumber(valueBehind(graph, parts, ['denoise'])),
  }
}

function guidance(graph: ComfyGraph, start: ComfyNode | undefined): Record<string, string> {
  const value = asText(
    findNode(graph, start, ({ inputs }) => asNumber(inputs['guidance']) !== undefined)?.inputs['guidance'],
  )
  return value === undefined ? {} : { guidance: value }
}

/** Nodes whose work the fields say, or that do none. */
const plainNodes =
  /^(KSampler\w*|SamplerCustom\w*|RandomNoise|\w*Scheduler|\w*Guider|CLIPTextEncode\w*|CLIPLoader|DualCLIPLoader|CLIPSetLastLayer|Conditioning(Combine|Concat|ZeroOut)|FluxGuidance|Checkpoint\w*|UNETLoader|VAE(Loader|Decode|Encode)\w*|Lora\w*|Empty\w*Latent\w*|LatentUpscale\w*|UpscaleModelLoader|ImageUpscaleWithModel|ImageScale\w*|SaveImage|PreviewImage|Reroute|String\w*|Primitive\w*|Note)$/

/** The kinds of nodes behind the picture that do something no field says. */
function otherNodes(graph: ComfyGraph, end: ComfyNode | undefined): Record<string, string> {
  const types = new Set<string>()
  for (const { type } of upstream(graph, end)) if (!plainNodes.test(type)) types.add(type)
  return types.size === 0 ? {} : { nodes: [...types].sort().join(', ') }
}

function findNode(
  graph: ComfyGraph,
  start: ComfyNode | undefined,
  fits: (node: ComfyNode) => boolean,
): ComfyNode | undefined {
  for (const node of upstream(graph, start)) if (fits(node)) return node
  return undefined
}
