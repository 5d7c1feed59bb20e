import type { WeightSource } from '../../graph/weights.ts'
import { diffusersUnetPath } from './diffusers-unet-path.ts'
import type { LoraPart } from './lora-key.ts'

/** The tensor of a checkpoint that a module's weight is, or is a part of. */
export interface LoraTarget {
  readonly name: string
  /** Rows [from, to) of its first axis: OpenCLIP packs q, k and v into one. */
  readonly rows: readonly [number, number]
  /** What one row holds, all axes behind the first as one. */
  readonly columns: number
  /** OpenCLIP's projection is stored [in, out]. */
  readonly transposed: boolean
}

/** Finds a module's weight or bias in a checkpoint seen under diffusers' names; undefined where it has no such module. */
export function findLoraTarget(
  source: WeightSource,
  part: LoraPart,
  path: string,
  kind: 'weight' | 'bias',
): LoraTarget | undefined {
  const paths = part === 'unet' ? [diffusersUnetPath(path, layersPerBlock(source))] : [path, `text_model.${path}`]
  for (const known of paths) {
    const whole = rowsOf(source, `${known}.${kind}`)
    if (whole !== undefined) return whole
    const packed = /^(.+\.self_attn)\.([qkv])_proj$/.exec(known)
    const rows = packed === null ? undefined : rowsOf(source, `${packed[1]}.in_proj_${kind}`)
    if (rows !== undefined) {
      const third = rows.rows[1] / 3
      const n = 'qkv'.indexOf(packed![2]!)
      return { ...rows, rows: [n * third, (n + 1) * third] }
    }
    if (known === 'text_projection' && kind === 'weight') {
      const projection = rowsOf(source, known)
      if (projection !== undefined) {
        return { ...projection, rows: [0, projection.columns], columns: projection.rows[1], transposed: true }
      }
    }
  }
  return undefined
}

function rowsOf(source: WeightSource, name: string): LoraTarget | undefined {
  const shape = source.info(name)?.shape
  if (shape === undefined) return undefined
  const columns = shape.slice(1).reduce((all, d) => all * d, 1)
  return { name, rows: [0, shape[0] ?? 1], columns, transposed: false }
}

function layersPerBlock(source: WeightSource): number {
  let layers = 0
  while (source.info(`down_blocks.0.resnets.${layers}.conv1.weight`) !== undefined) layers++
  return layers
}
