import { WorkspaceError } from '../../../base/error.ts'
import type { ImageRequest } from '../../../base/model.ts'
import { pickFile, pickSampler, pickSchedule } from '../pick-name.ts'
import { promptLoras } from '../prompt-loras.ts'
import { refusal, refuseOddSize } from '../refuse-request.ts'
import type { ServerSettings } from '../server-settings.ts'
import type { GraphParts } from './comfyui-graph.ts'
import type { ComfyNode } from './discover-comfyui.ts'

/** A request in the server's own names, checked as far as that is possible before a picture is uploaded. */
export function comfyuiParts(
  request: ImageRequest,
  settings: ServerSettings,
): Omit<GraphParts, 'start' | 'controls'> & { readonly controlFiles: readonly string[] } {
  const { prompt, sampling = {}, start, controls = [], vae } = request
  const { defaults } = settings
  refuseOddSize(request, 'comfyui')
  if (sampling.eta !== undefined) throw refusal('comfyui', 'takes no eta in its KSampler', 'Leave eta out.')
  if (sampling.noise === 'gpu') {
    throw refusal('comfyui', 'draws its noise on the processor', 'Take the noise "cpu", or leave it out.')
  }
  if (start?.mask !== undefined && start.fill === 'nothing') {
    throw refusal('comfyui', 'fills a mask with noise or not at all', 'Take the fill "original" or "noise".')
  }
  if (start?.mask !== undefined && start.fill === 'noise' && start.strength < 1) {
    throw refusal('comfyui', 'fills a mask with noise only where it is painted wholly anew', 'Take the strength 1.')
  }
  const wanted: readonly (readonly [ComfyNode, boolean])[] = [
    ['VAELoader', vae !== undefined],
    ['CLIPSetLastLayer', (sampling.clipSkip ?? 1) > 1],
    ['VAEEncodeForInpaint', start?.mask !== undefined && start.fill === 'noise'],
  ]
  for (const [node, asked] of wanted) {
    if (asked && !settings.nodes.includes(node))
      throw refusal('comfyui', `lacks the node ${node}`, 'Update the server.')
  }
  const { words, loras } = promptLoras(prompt, settings.loras)
  const named = sampling.sampler === undefined ? undefined : pickSampler(sampling.sampler, settings.samplers)
  const schedule = sampling.schedule ?? named?.schedule
  return {
    request,
    words,
    checkpoint: checkpointOf(settings),
    loras,
    vae: vae === undefined ? undefined : pickFile('VAE', vae, settings.vaes),
    // What ComfyUI itself shows in a new KSampler, should a server not tell its own.
    steps: sampling.steps ?? defaults.steps ?? 20,
    guidance: sampling.guidance ?? defaults.guidance ?? 8,
    sampler: named?.sampler ?? defaults.sampler ?? 'euler',
    schedule: schedule === undefined ? (defaults.schedule ?? 'normal') : pickSchedule(schedule, settings.schedules),
    canComposite: settings.nodes.includes('ImageCompositeMasked' satisfies ComfyNode),
    controlFiles: controls.map(({ model }) => pickFile('ControlNet', model, settings.controlnets)),
  }
}

function checkpointOf({ model, models }: ServerSettings): string {
  if (model !== undefined) return pickFile('checkpoint', model, models)
  const [first] = models
  if (first !== undefined) return first
  throw new WorkspaceError('no-model', 'The ComfyUI server has no checkpoint.', {
    hint: 'Put one into its models/checkpoints folder, then: ai-workspace models verify NAME',
  })
}
