import { architectureTitles } from './architecture-titles.ts'
import type { Architecture, Finding, Naming, Tensors } from './identity.ts'
import { hasName, shapeOf } from './names.ts'

/** Models that estimate depth: MiDaS in all its backbones, DPT, ZoeDepth and Depth Anything, in both namings. */
export function recogniseDepth(tensors: Tensors): Finding | undefined {
  const found = depthArchitecture(tensors)
  if (found === undefined) return undefined
  const [architecture, naming] = found
  const notes =
    architecture === 'depth-anything'
      ? ['the weights do not tell version 1 from version 2']
      : architecture === 'zoedepth'
        ? ['it estimates metres']
        : []
  return { kind: 'depth', architecture, naming, what: `the depth model ${architectureTitles[architecture]}`, notes }
}

function depthArchitecture(tensors: Tensors): readonly [Architecture, Naming] | undefined {
  if (hasName(tensors, /^core\.core\.pretrained\./)) return ['zoedepth', 'original']
  if (hasName(tensors, /^metric_head\./) && hasName(tensors, /^backbone\./)) return ['zoedepth', 'transformers']
  if (hasName(tensors, /^depth_head\./) && hasName(tensors, /^pretrained\.blocks\./))
    return ['depth-anything', 'original']
  if (hasName(tensors, /^dpt\.embeddings\./)) return ['dpt', 'transformers']
  if (hasName(tensors, /^neck\.reassemble_stage\./) && hasName(tensors, /^backbone\./)) {
    // DINOv2 scales its layers; the backbones of DPT do not.
    return [hasName(tensors, /\.layer_scale1\./) ? 'depth-anything' : 'dpt', 'transformers']
  }
  if (!hasName(tensors, /^scratch\.output_conv\./)) return undefined
  if (hasName(tensors, /^pretrained\.model\.blocks\.0\.(?:gamma_1$|attn\.relative_position)/))
    return ['midas-beit', 'original']
  if (hasName(tensors, /^pretrained\.model\.blocks\./)) return ['midas-dpt', 'original']
  if (hasName(tensors, /^pretrained\.model\.layers\.0\.blocks\./)) return ['midas-swin', 'original']
  // EfficientNet begins with a 3 × 3 convolution, ResNeXt with 7 × 7.
  const first = shapeOf(tensors, /^pretrained\.layer1\.0\.weight$/)
  if (first === undefined) return undefined
  return [first[2] === 7 ? 'midas-resnext' : 'midas-small', 'original']
}
