import type { ImageRequest } from '../../../base/model.ts'
import type { ServerLora } from '../prompt-loras.ts'
import type { ComfyNode } from './discover-comfyui.ts'

/** A graph as ComfyUI's API takes it. An input is a value, or [id of a node, which of its outputs]. */
export type ComfyGraph = Readonly<
  Record<string, { readonly class_type: string; readonly inputs: Readonly<Record<string, unknown>> }>
>
type Output = readonly [id: string, slot: number]

/** Everything by the server's own names; pictures by the names that /upload/image gave them. */
export interface GraphParts {
  readonly request: ImageRequest
  readonly words: string
  readonly checkpoint: string
  readonly loras: readonly ServerLora[]
  readonly vae: string | undefined
  readonly steps: number
  readonly guidance: number
  readonly sampler: string
  readonly schedule: string
  readonly start?: { readonly image: string; readonly mask: string | undefined }
  readonly controls: readonly { readonly file: string; readonly image: string }[]
  /** Puts the picture back around the mask: a VAE changes even what it should keep. */
  readonly canComposite: boolean
}

/** The default graph of ComfyUI's documentation, with what a request adds to it, and the id of the node with the picture. */
export function comfyuiGraph(parts: GraphParts): { graph: ComfyGraph; output: string } {
  const { request, words, checkpoint, loras, start } = parts
  const { negativePrompt, width, height, seed, sampling = {} } = request
  const graph: Record<string, ComfyGraph[string]> = {}
  const add = (type: ComfyNode, inputs: Record<string, unknown>): string => {
    const id = String(Object.keys(graph).length + 1)
    graph[id] = { class_type: type, inputs }
    return id
  }

  const loader = add('CheckpointLoaderSimple', { ckpt_name: checkpoint })
  let model: Output = [loader, 0]
  let clip: Output = [loader, 1]
  const vae: Output = parts.vae === undefined ? [loader, 2] : [add('VAELoader', { vae_name: parts.vae }), 0]
  for (const { file, unet, textEncoder } of loras) {
    const lora = add('LoraLoader', { model, clip, lora_name: file, strength_model: unet, strength_clip: textEncoder })
    model = [lora, 0]
    clip = [lora, 1]
  }
  if (sampling.clipSkip !== undefined && sampling.clipSkip > 1) {
    clip = [add('CLIPSetLastLayer', { clip, stop_at_clip_layer: -sampling.clipSkip }), 0]
  }
  let positive: Output = [add('CLIPTextEncode', { clip, text: words }), 0]
  let negative: Output = [add('CLIPTextEncode', { clip, text: negativePrompt }), 0]
  for (const [index, { file, image }] of parts.controls.entries()) {
    const { weight, from, to } = request.controls![index]!
    const picture: Output = [add('LoadImage', { image }), 0]
    const net: Output = [add('ControlNetLoader', { control_net_name: file }), 0]
    const applied = add('ControlNetApplyAdvanced', {
      positive,
      negative,
      control_net: net,
      image: picture,
      strength: weight,
      start_percent: from,
      end_percent: to,
    })
    positive = [applied, 0]
    negative = [applied, 1]
  }

  const painted = start === undefined ? undefined : addStart(start)
  const latent: Output = painted?.latent ?? [add('EmptyLatentImage', { width, height, batch_size: 1 }), 0]
  const sampled = add('KSampler', {
    model,
    positive,
    negative,
    latent_image: latent,
    seed,
    steps: parts.steps,
    cfg: parts.guidance,
    sampler_name: parts.sampler,
    scheduler: parts.schedule,
    denoise: request.start?.strength ?? 1,
  })
  let image: Output = [add('VAEDecode', { samples: [sampled, 0], vae }), 0]
  if (painted?.mask !== undefined && parts.canComposite) {
    const { image: destination, mask } = painted
    const inputs = { destination, source: image, mask, x: 0, y: 0, resize_source: false }
    image = [add('ImageCompositeMasked', inputs), 0]
  }
  // Into the server's temporary folder: its gallery stays its user's own.
  return { graph, output: add('PreviewImage', { images: image }) }

  function addStart(names: NonNullable<GraphParts['start']>): {
    latent: Output
    image: Output
    mask: Output | undefined
  } {
    const picture: Output = [add('LoadImage', { image: names.image }), 0]
    if (names.mask === undefined) {
      return { latent: [add('VAEEncode', { pixels: picture, vae }), 0], image: picture, mask: undefined }
    }
    // A grey picture: any of its colours is the mask.
    const mask: Output = [add('LoadImageMask', { image: names.mask, channel: 'red' }), 0]
    if (request.start?.fill === 'noise') {
      const latent: Output = [add('VAEEncodeForInpaint', { pixels: picture, vae, mask, grow_mask_by: 0 }), 0]
      return { latent, image: picture, mask }
    }
    const encoded: Output = [add('VAEEncode', { pixels: picture, vae }), 0]
    return { latent: [add('SetLatentNoiseMask', { samples: encoded, mask }), 0], image: picture, mask }
  }
}
