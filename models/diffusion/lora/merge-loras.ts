import type { WeightSource } from '../../graph/weights.ts'
import { addLoraDelta, loraShape } from './lora-delta.ts'
import type { LoraFile, LoraModule } from './lora-file.ts'
import type { LoraPart } from './lora-key.ts'
import { loraMismatch } from './lora-mismatch.ts'
import { findLoraTarget, type LoraTarget } from './lora-target.ts'
import { type Matrix, type MatrixProduct, openMatrixProduct, transposed } from './matrix-product.ts'

/** A LoRA and how strongly it is mixed in; 1 is as it was trained, negative turns it around. */
export interface WeightedLora {
  readonly lora: LoraFile
  readonly unet: number
  readonly textEncoder: number
}

/** Weights with LoRAs in them. It holds a small native session until it is disposed; a graph that is loaded needs it no more. */
export interface MergedWeights extends WeightSource, AsyncDisposable {
  /** How many tensors differ from the checkpoint's. */
  readonly changed: number
  /** Modules of this part that the checkpoint does not have, by LoRA: they do nothing. */
  readonly unused: readonly { readonly lora: string; readonly modules: readonly string[] }[]
}

/**
 * The weights of a U-Net or text encoder (seen under diffusers' names) with LoRAs merged in: W + strength·(α/r)·up·down for
 * each. Nothing is written: a changed tensor is computed when its values are asked for, all others lie where they lay. Errors:
 * `bad-input` with what a LoRA is for and what the checkpoint is, when they are not for each other.
 */
export function mergeLoras(source: WeightSource, loras: readonly WeightedLora[], part: LoraPart): MergedWeights {
  const changes = new Map<string, Change[]>()
  const unused: { lora: string; modules: string[] }[] = []
  for (const { lora, unet, textEncoder } of loras) {
    const strength = part === 'unet' ? unet : textEncoder
    const missing = collectChanges(source, lora, part, (target, change) => {
      if (strength === 0) return
      const list = changes.get(target.name)
      if (list === undefined) changes.set(target.name, [{ ...change, target, strength }])
      else list.push({ ...change, target, strength })
    })
    if (missing.length > 0) unused.push({ lora: lora.name, modules: missing })
  }

  let product: Promise<MatrixProduct> | undefined
  const changed = async (name: string, list: readonly Change[]): Promise<Float32Array> => {
    product ??= openMatrixProduct()
    let values = await source.floats(name)
    for (const change of list) values = await applyChange(values, change, part, await product)
    return values
  }
  return {
    changed: changes.size,
    unused,
    names: () => source.names(),
    info(name) {
      const info = source.info(name)
      return info === undefined || !changes.has(name) ? info : { ...info, dtype: 'F32' }
    },
    floats(name) {
      const list = changes.get(name)
      return list === undefined ? source.floats(name) : changed(name, list)
    },
    locate: (name) => (changes.has(name) ? undefined : source.locate(name)),
    async [Symbol.asyncDispose]() {
      await (await product)?.[Symbol.asyncDispose]()
    },
  }
}

interface Change {
  readonly lora: LoraFile
  readonly module: LoraModule
  readonly target: LoraTarget
  readonly strength: number
}

/** Holds every module of the part against the checkpoint; answers those that it does not have. */
function collectChanges(
  source: WeightSource,
  lora: LoraFile,
  part: LoraPart,
  add: (target: LoraTarget, change: Pick<Change, 'lora' | 'module'>) => void,
): string[] {
  const missing: string[] = []
  if (lora.otherModel !== undefined) throw loraMismatch(lora, source, part, `it is for ${lora.otherModel}`)
  for (const module of lora.parts[part]) {
    for (const [kind, own] of [
      ['weight', module],
      ['bias', biasOf(module)],
    ] as const) {
      const shape = own === undefined ? undefined : loraShape(lora, own)
      if (shape === undefined) continue
      const target = findLoraTarget(source, part, module.path, kind)
      if (target === undefined) {
        missing.push(module.path)
        continue
      }
      const rows = target.rows[1] - target.rows[0]
      if (shape.rows !== rows || shape.columns !== target.columns) {
        const detail = `its change of ${module.path} is ${shape.rows}×${shape.columns}, that weight ${rows}×${target.columns}`
        throw loraMismatch(lora, source, part, detail)
      }
      add(target, { lora, module: own! })
    }
  }
  if (missing.length > 0 && missing.length === lora.parts[part].length) {
    throw loraMismatch(lora, source, part, `it has none of the ${missing.length} modules that are changed`)
  }
  return missing
}

/** A change of a bias as a module of its own. */
function biasOf({ path, tensors }: LoraModule): LoraModule | undefined {
  const key = tensors.get('diff_b')
  return key === undefined ? undefined : { path, tensors: new Map([['diff', key]]) }
}

/** A tensor's values with one change in them; those given stay as they are. */
async function applyChange(
  values: Float32Array,
  { lora, module, target, strength }: Change,
  part: LoraPart,
  product: MatrixProduct,
): Promise<Float32Array> {
  const { columns, transposed: turned } = target
  const [from, to] = target.rows
  const own = values.subarray(from * columns, to * columns)
  const stored: Matrix = turned ? { data: own, rows: columns, columns: to } : { data: own, rows: to - from, columns }
  const merged = await addLoraDelta(turned ? transposed(stored) : stored, lora, module, { part, strength, product })
  const { data } = turned ? transposed(merged) : merged
  if (data.length === values.length) return data
  const whole = values.slice()
  whole.set(data, from * columns)
  return whole
}
