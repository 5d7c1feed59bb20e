import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { askJson, type ServerConnection } from '../server-client.ts'
import { type ServerCapabilities, serverCapabilitiesSchema } from '../server-settings.ts'

/** Nodes without which there is no picture, and those for more. */
const needed = [
  'CheckpointLoaderSimple',
  'CLIPTextEncode',
  'EmptyLatentImage',
  'KSampler',
  'VAEDecode',
  'PreviewImage',
] as const
const useful = [
  'LoraLoader',
  'VAELoader',
  'CLIPSetLastLayer',
  'LoadImage',
  'VAEEncode',
  'LoadImageMask',
  'SetLatentNoiseMask',
  'VAEEncodeForInpaint',
  'ImageCompositeMasked',
  'ControlNetLoader',
  'ControlNetApplyAdvanced',
] as const
export type ComfyNode = (typeof needed)[number] | (typeof useful)[number]

const infoSchema = z.record(
  z.string(),
  z.object({ input: z.object({ required: z.record(z.string(), z.array(z.unknown())).default({}) }) }),
)
type Info = z.output<typeof infoSchema>[string]

const statsSchema = z.object({ system: z.object({ comfyui_version: z.string().optional() }).default({}) })

/** What a ComfyUI server has, read off the inputs of its nodes: GET /object_info/<class>, a small answer for each. */
export async function discoverComfyui(server: ServerConnection, signal: AbortSignal): Promise<ServerCapabilities> {
  const infos = new Map<string, Info>()
  for (const name of [...needed, ...useful]) {
    const info = (await askJson(server, `/object_info/${name}`, infoSchema, { signal }))[name]
    if (info !== undefined) infos.set(name, info)
  }
  const missing = needed.filter((name) => !infos.has(name))
  if (missing.length > 0) {
    throw new WorkspaceError(
      'bad-input',
      `This ComfyUI server lacks nodes that every picture needs: ${missing.join(', ')}.`,
      {
        hint: 'Update it, or is another program at this address?',
      },
    )
  }
  const has = (...names: ComfyNode[]) => names.every((name) => infos.has(name))
  const choices = (node: ComfyNode, input: string) => choicesOf(infos.get(node)?.input.required[input])
  const standard = (input: string) => standardOf(infos.get('KSampler')?.input.required[input])
  const { comfyui_version: version } = (await askJson(server, '/system_stats', statsSchema, { signal })).system
  const samplers = choices('KSampler', 'sampler_name')
  const schedules = choices('KSampler', 'scheduler')
  return serverCapabilitiesSchema.parse({
    program: version === undefined ? 'ComfyUI' : `ComfyUI ${version}`,
    abilities: [
      'sampling',
      ...(has('LoadImage', 'VAEEncode') ? ['start'] : []),
      ...(has('LoadImage', 'VAEEncode', 'LoadImageMask', 'SetLatentNoiseMask') ? ['mask'] : []),
      ...(has('LoadImage', 'ControlNetLoader', 'ControlNetApplyAdvanced') ? ['control'] : []),
    ],
    models: choices('CheckpointLoaderSimple', 'ckpt_name'),
    samplers,
    schedules,
    loras: choices('LoraLoader', 'lora_name'),
    controlnets: choices('ControlNetLoader', 'control_net_name'),
    vaes: choices('VAELoader', 'vae_name'),
    defaults: {
      steps: standard('steps'),
      guidance: standard('cfg'),
      // The first of a list is what the node shows when it is put down.
      sampler: samplers[0],
      schedule: schedules[0],
    },
    nodes: [...infos.keys()],
  })
}

/** The names an input takes: `[[…names]]`, or `['COMBO', { options: [...] }]` as newer nodes write it. */
function choicesOf(spec: readonly unknown[] | undefined): string[] {
  const [type, options] = spec ?? []
  const list = Array.isArray(type) ? type : (options as { options?: unknown } | undefined)?.options
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}

function standardOf(spec: readonly unknown[] | undefined): number | undefined {
  const value = (spec?.[1] as { default?: unknown } | undefined)?.default
  return typeof value === 'number' ? value : undefined
}
