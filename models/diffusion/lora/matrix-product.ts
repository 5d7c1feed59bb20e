import { Graph } from '../../graph/graph.ts'
import { explainRuntimeErrors } from '../../graph/runtime-error.ts'
import { openSession } from '../../graph/session.ts'

/** Row-major. */
export interface Matrix {
  readonly data: Float32Array
  readonly rows: number
  readonly columns: number
}

/**
 * a·b + c for matrices of any size, c optional, by the runtime's own Gemm: a LoRA of rank 128 for all of SDXL is 650 GFLOP,
 * minutes in plain loops.
 */
export interface MatrixProduct extends AsyncDisposable {
  (a: Matrix, b: Matrix, c?: Matrix): Promise<Matrix>
}

export async function openMatrixProduct(): Promise<MatrixProduct> {
  const g = new Graph('matrix-product', noWeights)
  const [a, b] = [g.input('a', ['rows', 'inner']), g.input('b', ['inner', 'columns'])]
  // Broadcast where there is nothing to add.
  const c = g.input('c', ['added rows', 'added columns'])
  g.output('product', g.add('Gemm', [a, b, c], ['rows', 'columns']))
  const session = await explainRuntimeErrors('a LoRA', () => openSession(g))
  const multiply = async (a: Matrix, b: Matrix, c: Matrix = zero): Promise<Matrix> => {
    const { product } = await explainRuntimeErrors('a LoRA', () =>
      session.run({ a: values(a), b: values(b), c: values(c) }),
    )
    return { data: product!.data as Float32Array, rows: a.rows, columns: b.columns }
  }
  return Object.assign(multiply, { [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() })
}

const zero: Matrix = { data: Float32Array.of(0), rows: 1, columns: 1 }

const noWeights = {
  info: () => undefined,
  names: () => [],
  locate: () => undefined,
  floats: async (): Promise<Float32Array> => new Float32Array(0),
}

function values({ data, rows, columns }: Matrix) {
  return { data, shape: [rows, columns] }
}

/** The same numbers as other rows and columns. */
export function reshaped({ data }: Matrix, rows: number): Matrix {
  return { data, rows, columns: data.length / rows }
}

/** [a, b, c] → [a, c, b]. */
export function swapLast(data: Float32Array, a: number, b: number, c: number): Float32Array {
  const out = new Float32Array(data.length)
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      for (let k = 0; k < c; k++) out[(i * c + k) * b + j] = data[(i * b + j) * c + k]!
    }
  }
  return out
}

export function transposed({ data, rows, columns }: Matrix): Matrix {
  return { data: swapLast(data, 1, rows, columns), rows: columns, columns: rows }
}
