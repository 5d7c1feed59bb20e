import { renamed, type WeightSource } from '../graph/weights.ts'
import { transformersDptName } from './dpt-names.ts'
import { zoeCore } from './zoedepth.ts'

/** ZoeDepth in either naming, its own or transformers', seen under its own. */
export function zoeNames(source: WeightSource): WeightSource {
  return source.info('metric_head.conv2.weight') === undefined ? source : renamed(source, theirName)
}

function theirName(name: string): string | undefined {
  if (name.startsWith(zoeCore)) {
    const core = name.slice(zoeCore.length)
    const head = /^scratch\.output_conv\.([024])\.(.+)$/.exec(core)
    if (head !== null) return `relative_head.conv${Number(head[1]) / 2 + 1}.${head[2]}`
    return transformersDptName(core, 'backbone.')
  }
  const own = name
    .replace(/\._net\.0\./, '.conv1.')
    .replace(/\._net\.2\./, '.conv2.')
    .replace(/^mlp_classifier\.0\./, 'mlp_classifier.linear1.')
    .replace(/^mlp_classifier\.2\./, 'mlp_classifier.linear2.')
    .replace(/^(patch_transformer\.transformer_encoder)\.layers\./, '$1.')
  return `metric_head.${own}`
}
