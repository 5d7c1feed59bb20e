import { WorkspaceError } from '../../../base/error.ts'
import type { AdapterConfig, LoraFile, LoraModule } from './lora-file.ts'
import type { LoraPart, LoraRole } from './lora-key.ts'
import { type Matrix, type MatrixProduct, reshaped, swapLast, transposed } from './matrix-product.ts'

/** How a module's difference is stored. */
export type LoraForm = 'low-rank' | 'hadamard' | 'kronecker' | 'whole'

export interface LoraShape {
  readonly form: LoraForm
  /** Of the difference: [out, everything else]. */
  readonly rows: number
  readonly columns: number
  /** What α is divided by; undefined where the form has none. */
  readonly rank: number | undefined
}

/** The form and size of a module's difference, from names and shapes only; undefined where it has none for its weight. */
export function loraShape(lora: LoraFile, { path, tensors }: LoraModule): LoraShape | undefined {
  const shape = (role: LoraRole): readonly number[] | undefined => {
    const key = tensors.get(role)
    return key === undefined ? undefined : lora.weights.info(key)!.shape
  }
  const need = (role: LoraRole): readonly number[] => {
    const found = shape(role)
    if (found === undefined) throw incomplete(lora, path, role)
    return found
  }
  if (tensors.has('down') || tensors.has('up')) {
    const [down, up] = [need('down'), need('up')]
    const taps = size((shape('mid') ?? []).slice(2))
    return { form: 'low-rank', rows: up[0]!, columns: size(down.slice(1)) * taps, rank: down[0]! }
  }
  if (tensors.has('hada_w1_a')) {
    const [a, b] = [need('hada_w1_a'), need('hada_w1_b')]
    need('hada_w2_a')
    need('hada_w2_b')
    const core = shape('hada_t1')
    // In Tucker form the first factor is stored [r, out].
    if (core !== undefined) {
      return { form: 'hadamard', rows: a[1]!, columns: b[1]! * size(core.slice(2)), rank: b[0]! }
    }
    return { form: 'hadamard', rows: a[0]!, columns: size(b.slice(1)), rank: b[0]! }
  }
  if (tensors.has('lokr_w1') || tensors.has('lokr_w1_a')) {
    const first = shape('lokr_w1') ?? [need('lokr_w1_a')[0]!, need('lokr_w1_b')[1]!]
    const core = shape('lokr_t2')
    const second =
      shape('lokr_w2') ??
      (core === undefined
        ? [need('lokr_w2_a')[0]!, size(need('lokr_w2_b').slice(1))]
        : [need('lokr_w2_a')[1]!, need('lokr_w2_b')[1]!, ...core.slice(2)])
    const rank = (shape('lokr_w2_b') ?? shape('lokr_w1_b'))?.[0]
    return { form: 'kronecker', rows: first[0]! * second[0]!, columns: first[1]! * size(second.slice(1)), rank }
  }
  const whole = shape('diff')
  if (whole === undefined) return undefined
  return { form: 'whole', rows: whole[0] ?? 1, columns: size(whole.slice(1)), rank: undefined }
}

/** W + strength·scale·ΔW. `base` is the module's own part of the weight, [out, everything else]. */
export async function addLoraDelta(
  base: Matrix,
  lora: LoraFile,
  module: LoraModule,
  { part, strength, product }: { part: LoraPart; strength: number; product: MatrixProduct },
): Promise<Matrix> {
  const { form, rank } = loraShape(lora, module)!
  const factor = strength * (await scaleOf(lora, module, part, rank))
  const read = reader(lora, module)
  switch (form) {
    case 'low-rank': {
      const up = scaled(await read('up'), factor)
      if (module.tensors.has('mid'))
        return added(base, await tuckerOf(up, await read('mid'), await read('down'), product))
      return product(up, await read('down'), base)
    }
    case 'hadamard': {
      const first = scaled(await hadamardFactor(1, module, read, product), factor)
      const second = await hadamardFactor(2, module, read, product)
      return added(base, { ...first, data: first.data.map((value, i) => value * second.data[i]!) })
    }
    case 'kronecker':
      return added(base, await kroneckerOf(module, read, product, factor))
    case 'whole':
      return added(base, scaled(await read('diff'), factor))
    default:
      return form satisfies never
  }
}

/** A tensor of the module as [its first axis, everything else]. */
type Read = (role: LoraRole) => Promise<Matrix & { readonly shape: readonly number[] }>

function reader(lora: LoraFile, { path, tensors }: LoraModule): Read {
  return async (role) => {
    const key = tensors.get(role)
    if (key === undefined) throw incomplete(lora, path, role)
    const { shape } = lora.weights.info(key)!
    const rows = shape[0] ?? 1
    const data = await lora.weights.floats(key)
    return { data, rows, columns: data.length / rows, shape }
  }
}

/** α/r; 1 where the file and its adapter's configuration say nothing of α. */
async function scaleOf(
  lora: LoraFile,
  { path, tensors }: LoraModule,
  part: LoraPart,
  rank: number | undefined,
): Promise<number> {
  if (rank === undefined) return 1
  const key = tensors.get('alpha')
  const { use_rslora: rootScale, ...adapter } = lora.adapter[part]
  const alpha = key === undefined ? configuredAlpha(adapter, path) : (await lora.weights.floats(key))[0]!
  return alpha === undefined ? 1 : alpha / (rootScale ? Math.sqrt(rank) : rank)
}

function configuredAlpha(
  { lora_alpha, alpha_pattern }: Pick<AdapterConfig[LoraPart], 'lora_alpha' | 'alpha_pattern'>,
  path: string,
): number | undefined {
  const pattern = Object.keys(alpha_pattern).find((name) => path === name || path.endsWith(`.${name}`))
  return pattern === undefined ? lora_alpha : alpha_pattern[pattern]
}

/** A convolution in Tucker form: up [out, a], core [a, b, taps …], down [b, in] → [out, in·taps]. */
async function tuckerOf(
  up: Matrix,
  core: Matrix & { readonly shape: readonly number[] },
  down: Matrix,
  product: MatrixProduct,
): Promise<Matrix> {
  const [, b] = core.shape as readonly [number, number]
  const taps = size(core.shape.slice(2))
  // [out, b·taps] → [out, taps, b] → [out·taps, in] → [out, in, taps]
  const left = swapLast((await product(up, core)).data, up.rows, b, taps)
  const all = await product({ data: left, rows: up.rows * taps, columns: b }, down)
  return reshaped({ ...all, data: swapLast(all.data, up.rows, taps, down.columns) }, up.rows)
}

/** w_a·w_b, or in Tucker form w_aᵀ·t·w_b. */
async function hadamardFactor(n: 1 | 2, { tensors }: LoraModule, read: Read, product: MatrixProduct): Promise<Matrix> {
  const [a, b] = [await read(`hada_w${n}_a`), await read(`hada_w${n}_b`)]
  return tensors.has(`hada_t${n}`) ? tuckerOf(transposed(a), await read(`hada_t${n}`), b, product) : product(a, b)
}

/** The Kronecker product of a small matrix and a matrix or convolution: [a·c, b·d·taps]. */
async function kroneckerOf(
  { tensors }: LoraModule,
  read: Read,
  product: MatrixProduct,
  factor: number,
): Promise<Matrix> {
  const first = scaled(
    tensors.has('lokr_w1') ? await read('lokr_w1') : await product(await read('lokr_w1_a'), await read('lokr_w1_b')),
    factor,
  )
  const second = await kroneckerSecond(tensors, read, product)
  const columns = first.columns * second.columns
  const data = new Float32Array(first.rows * second.rows * columns)
  for (let a = 0; a < first.rows; a++) {
    for (let c = 0; c < second.rows; c++) {
      for (let b = 0; b < first.columns; b++) {
        const value = first.data[a * first.columns + b]!
        const from = c * second.columns
        const to = (a * second.rows + c) * columns + b * second.columns
        for (let d = 0; d < second.columns; d++) data[to + d] = value * second.data[from + d]!
      }
    }
  }
  return { data, rows: first.rows * second.rows, columns }
}

async function kroneckerSecond(tensors: LoraModule['tensors'], read: Read, product: MatrixProduct): Promise<Matrix> {
  if (tensors.has('lokr_w2')) return read('lokr_w2')
  const [a, b] = [await read('lokr_w2_a'), await read('lokr_w2_b')]
  return tensors.has('lokr_t2') ? tuckerOf(transposed(a), await read('lokr_t2'), b, product) : product(a, b)
}

function scaled(matrix: Matrix, factor: number): Matrix {
  return { ...matrix, data: matrix.data.map((value) => value * factor) }
}

function added(base: Matrix, { data }: Matrix): Matrix {
  return { ...base, data: base.data.map((value, i) => value + data[i]!) }
}

function size(shape: readonly number[]): number {
  return shape.reduce((all, d) => all * d, 1)
}

function incomplete(lora: LoraFile, path: string, role: LoraRole): WorkspaceError {
  return new WorkspaceError('corrupt-file', `"${lora.name}" has no ${role} for ${path}.`, {
    hint: 'The file may be cut short: download it again.',
  })
}
