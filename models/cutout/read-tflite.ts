import { WorkspaceError } from '../../base/error.ts'
import { widen } from '../formats/widen/widen.ts'
import { type FlatTable, rootTable } from './flat-table.ts'

/** A network of TensorFlow Lite (its schema.fbs): one graph of operators over numbered tensors, pictures as [1, h, w, c]. */
export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[]
  readonly operators: readonly TfliteOperator[]
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

export interface TfliteTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** Absent for values that the graph computes. */
  readonly values?: Float32Array
}

export interface TfliteOperator {
  /** By the schema's BuiltinOperator, or the name of a custom one. */
  readonly kind: number | string
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly options: FlatTable | undefined
  readonly customOptions: Uint8Array
}

/** What such a file has at byte 4. */
export function isTflite(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(4, 8)).toString('latin1') === 'TFL3'
}

/** Reads a whole file. Errors: `corrupt-file`, `bad-input` for weights of another type than floats. */
export function readTflite(file: Uint8Array, title: string): TfliteModel {
  try {
    return read(file, title)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new WorkspaceError('corrupt-file', `${title} is a damaged TensorFlow Lite file.`, {
      hint: 'Fetch it again.',
      cause: error,
    })
  }
}

function read(file: Uint8Array, title: string): TfliteModel {
  if (!isTflite(file)) throw new WorkspaceError('corrupt-file', `${title} is no TensorFlow Lite file.`)
  const model = rootTable(file)
  const codes = model.tables(1).map((code) => {
    // Numbers past 127 came later and have a field of their own.
    const builtin = Math.max(code.int8(0), code.int32(3))
    return builtin === customOperator ? code.text(1) : builtin
  })
  const [graph] = model.tables(2)
  if (graph === undefined) throw new RangeError('There is no graph.')
  const buffers = model.tables(4)
  const tensors = graph.tables(0).map((tensor): TfliteTensor => {
    const [name, shape, type] = [tensor.text(3), tensor.int32s(0), tensor.int8(1)]
    const bytes = buffers[tensor.int32(2)]?.bytes(0)
    if (bytes === undefined || bytes.length === 0) return { name, shape }
    const values = valuesOf(bytes, type, title)
    if (values.length !== shape.reduce((all, d) => all * d, 1))
      throw new RangeError('A tensor is not as long as its shape.')
    return { name, shape, values }
  })
  const operators = graph.tables(3).map((operator): TfliteOperator => {
    const kind = codes[operator.int32(0)]
    if (kind === undefined) throw new RangeError('An operator is not listed.')
    const [inputs, outputs] = [operator.int32s(1), operator.int32s(2)]
    if ([...inputs, ...outputs].some((n) => n >= tensors.length)) throw new RangeError('A tensor is not listed.')
    return {
      kind,
      inputs,
      outputs,
      options: operator.has(4) ? operator.table(4) : undefined,
      customOptions: operator.bytes(5),
    }
  })
  return { tensors, operators, inputs: graph.int32s(1), outputs: graph.int32s(2) }
}

const customOperator = 32

/** TensorType of the schema. */
function valuesOf(bytes: Uint8Array, type: number, title: string): Float32Array {
  const own = bytes.slice()
  switch (type) {
    case 0:
      return new Float32Array(own.buffer)
    case 1:
      return widen(own, 'F16')
    case 2:
      return Float32Array.from(new Int32Array(own.buffer))
    default:
      throw new WorkspaceError('bad-input', `${title} holds weights of type ${type}; only floats are read.`, {
        hint: 'Take the version of it that is not quantized.',
      })
  }
}
