import { asRecord } from './loose-json.ts'

/**
 * Which widget of a node is which input: the editor's graph lists the values only, in this order (ComfyUI, nodes.py; a seed is
 * followed by what happens to it after a run).
 */
const widgets: ReadonlyMap<unknown, readonly string[]> = new Map(
  Object.entries({
    KSampler: ['seed', '', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
    KSamplerAdvanced: [
      'add_noise',
      'noise_seed',
      '',
      'steps',
      'cfg',
      'sampler_name',
      'scheduler',
      'start_at_step',
      'end_at_step',
    ],
    CLIPTextEncode: ['text'],
    CheckpointLoaderSimple: ['ckpt_name'],
    UNETLoader: ['unet_name'],
    VAELoader: ['vae_name'],
    LoraLoader: ['lora_name', 'strength_model', 'strength_clip'],
    LoraLoaderModelOnly: ['lora_name', 'strength_model'],
    CLIPSetLastLayer: ['stop_at_clip_layer'],
    EmptyLatentImage: ['width', 'height', 'batch_size'],
    EmptySD3LatentImage: ['width', 'height', 'batch_size'],
    LatentUpscale: ['upscale_method', 'width', 'height', 'crop'],
    LatentUpscaleBy: ['upscale_method', 'scale_by'],
    FluxGuidance: ['guidance'],
    RandomNoise: ['noise_seed', ''],
    KSamplerSelect: ['sampler_name'],
    BasicScheduler: ['scheduler', 'steps', 'denoise'],
    CFGGuider: ['cfg'],
  }),
)

/**
 * The API graph that a `workflow` (the editor's graph) stands for, as far as its nodes are known; undefined where it is none.
 * Muted and bypassed nodes are left out.
 */
export function promptOfWorkflow(workflow: unknown): Record<string, unknown> | undefined {
  const { nodes, links } = asRecord(workflow) ?? {}
  if (!Array.isArray(nodes)) return undefined
  const wires = new Map<unknown, [string, unknown]>()
  for (const wire of Array.isArray(links) ? links : []) {
    if (Array.isArray(wire)) wires.set(wire[0], [String(wire[1]), wire[2]])
  }
  const prompt: [string, unknown][] = []
  for (const entry of nodes) {
    const node = asRecord(entry)
    const type = node?.['type']
    // Modes 2 and 4 are "never" and "bypass".
    if (node === undefined || typeof type !== 'string' || node['mode'] === 2 || node['mode'] === 4) continue
    const inputs: [string, unknown][] = []
    const values = node['widgets_values']
    if (Array.isArray(values)) {
      const names = widgets.get(type) ?? []
      for (const [i, name] of names.entries()) if (name !== '') inputs.push([name, values[i]])
    } else if (asRecord(values) !== undefined) inputs.push(...Object.entries(asRecord(values)!))
    for (const input of Array.isArray(node['inputs']) ? node['inputs'].map(asRecord) : []) {
      const wire = wires.get(input?.['link'])
      if (wire !== undefined && typeof input?.['name'] === 'string') inputs.push([input['name'], wire])
    }
    prompt.push([String(node['id']), { class_type: type, inputs: Object.fromEntries(inputs) }])
  }
  return Object.fromEntries(prompt)
}
