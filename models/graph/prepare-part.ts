import { basename, dirname } from 'node:path'
import { type ExternalBytes, encodeModel } from './encode-model.ts'
import type { GraphWeight } from './graph.ts'
import type { GraphPart } from './parts.ts'
import { weightSize, weightType } from './weight-bytes.ts'
import type { WeightLocation } from './weights.ts'

/** A part as the runtime takes it, all but its weights. */
export interface PreparedPart extends Pick<GraphPart, 'inputs' | 'weights'> {
  /** The bytes of an ONNX model whose weights lie outside: in files of `folder`, or each in a buffer of its own name. */
  readonly model: Uint8Array
  /** Where the runtime maps the weights; undefined: they are staged. */
  readonly folder: string | undefined
}

/** `locate` says where a weight lies just as the graph takes it. */
export function preparePart(
  part: GraphPart,
  locate: (weight: GraphWeight) => WeightLocation | undefined,
): PreparedPart {
  const folder = sharedFolder(part, locate)
  const external = new Map<string, ExternalBytes>(
    part.weights.map((weight) => {
      const common = { sizeBytes: weightSize(weight), type: weightType(weight) }
      if (folder === undefined) return [weight.name, { location: weight.name, offset: 0, ...common }]
      const { file, offset } = locate(weight)!
      return [weight.name, { location: basename(file), offset, ...common }]
    }),
  )
  const { inputs, weights } = part
  return { inputs, weights, folder, model: encodeModel(part, (name) => external.get(name)!) }
}

/**
 * The one folder that all of a part's weights can be mapped from. ONNX Runtime takes either files of one folder or buffers,
 * never both: one weight that must be computed (a LoRA in it) puts all of its part into buffers.
 */
function sharedFolder(
  part: GraphPart,
  locate: (weight: GraphWeight) => WeightLocation | undefined,
): string | undefined {
  const folders = new Set(
    part.weights.map((weight) => {
      const place = locate(weight)
      return place === undefined ? undefined : dirname(place.file)
    }),
  )
  return folders.size === 1 ? [...folders][0] : undefined
}
