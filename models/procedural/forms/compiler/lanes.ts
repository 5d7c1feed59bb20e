import { append, signed, unsigned, type ValueType, type WasmModule } from './wasm-module.ts'

/**
 * Expressions over four 32-bit floats at once (WebAssembly's v128). Fixed-width SIMD is bit-exact on every machine, and four
 * points are evaluated for the price of one.
 */
export interface Lanes {
  readonly code: readonly number[]
  /** Set when all four lanes hold this number: lets operators fold. */
  readonly constant?: number
}

export interface Point {
  readonly x: Lanes
  readonly y: Lanes
  readonly z: Lanes
}

const simd = (operation: number) => [0xfd, ...unsigned(operation)]
const floatBits = new Float32Array(1)
const floatBytes = new Uint8Array(floatBits.buffer)

/** The same number in all four lanes. */
export function value(constant: number): Lanes {
  floatBits[0] = constant
  const bytes = [...floatBytes]
  return { code: [...simd(12), ...bytes, ...bytes, ...bytes, ...bytes], constant }
}

/** The same 32-bit integer in all four lanes. */
export function integer(constant: number): Lanes {
  const bytes = [constant & 255, (constant >>> 8) & 255, (constant >>> 16) & 255, (constant >>> 24) & 255]
  return { code: [...simd(12), ...bytes, ...bytes, ...bytes, ...bytes] }
}

type Operand = Lanes | number
const lanes = (operand: Operand) => (typeof operand === 'number' ? value(operand) : operand)

function unary(operation: number): (a: Lanes) => Lanes {
  const code = simd(operation)
  return (a) => ({ code: [...a.code, ...code] })
}

function binary(operation: number): (a: Operand, b: Operand) => Lanes {
  const code = simd(operation)
  return (a, b) => ({ code: [...lanes(a).code, ...lanes(b).code, ...code] })
}

const rawAdd = binary(0xe4)
const rawSubtract = binary(0xe5)
const rawMultiply = binary(0xe6)

export function add(a: Operand, b: Operand): Lanes {
  const [left, right] = [lanes(a), lanes(b)]
  if (left.constant === 0) return right
  if (right.constant === 0) return left
  if (left.constant !== undefined && right.constant !== undefined) return value(left.constant + right.constant)
  return rawAdd(left, right)
}

export function sub(a: Operand, b: Operand): Lanes {
  const [left, right] = [lanes(a), lanes(b)]
  if (right.constant === 0) return left
  if (left.constant !== undefined && right.constant !== undefined) return value(left.constant - right.constant)
  return rawSubtract(left, right)
}

export function mul(a: Operand, b: Operand): Lanes {
  const [left, right] = [lanes(a), lanes(b)]
  if (left.constant === 1) return right
  if (right.constant === 1) return left
  if (left.constant === 0 || right.constant === 0) return value(0)
  if (left.constant !== undefined && right.constant !== undefined) return value(left.constant * right.constant)
  return rawMultiply(left, right)
}

export const div = binary(0xe7)
/** The lesser; one instruction, unlike f32x4.min, which also orders −0 and NaN. */
export const min = binary(0xea)
export const max = binary(0xeb)
export const abs = unary(0xe0)
export const negate = unary(0xe1)
export const root = unary(0xe3)
export const floor = unary(0x68)
export const nearest = unary(0x6a)
export const less = binary(0x43)
export const greater = binary(0x44)
export const atMost = binary(0x45)
export const atLeast = binary(0x46)
export const and = binary(78)
export const andNot = binary(79)
export const or = binary(80)
export const xor = binary(81)
export const integerAdd = binary(0xae)
export const integerMultiply = binary(0xb5)
export const toInteger = unary(0xf8)
export const toFloat = unary(0xfa)
export const shiftRightUnsigned = (a: Lanes, bits: number): Lanes => shift(a, bits, 0xad)
export const shiftRight = (a: Lanes, bits: number): Lanes => shift(a, bits, 0xac)
export const shiftLeft = (a: Lanes, bits: number): Lanes => shift(a, bits, 0xab)

function shift(a: Lanes, bits: number, operation: number): Lanes {
  return { code: [...a.code, 0x41, ...signed(bits), ...simd(operation)] }
}

/** `yes` where the mask's bits are set, else `no`. */
export function select(mask: Lanes, yes: Operand, no: Operand): Lanes {
  return { code: [...lanes(yes).code, ...lanes(no).code, ...mask.code, ...simd(82)] }
}

export const clamp = (a: Operand, low: Operand, high: Operand): Lanes => min(max(a, low), high)

/** A number of a table, so many bytes after the address of the round, in all lanes. */
type Load = (offset: number) => Lanes

/** Writes one function: keeps locals and statements. Expressions given to it are evaluated in the order of the calls. */
export interface FunctionWriter {
  readonly module: WasmModule
  parameter(index: number): Lanes
  /** Evaluates now; the answer can be used many times. */
  keep(expression: Lanes): Lanes
  keepPoint(point: Point): Point
  variable(initial: Lanes): { readonly get: Lanes; set(expression: Lanes): void }
  /** Runs `body` if any lane of the mask is set. */
  ifAny(mask: Lanes, body: () => void): void
  /** Runs `body` for byte addresses from, from + step … below `to`, at most once if they are equal numbers. */
  forTable(from: number, to: number, step: number, body: (load: Load, address: readonly number[]) => void): void
  /** The same for `bytes` from an address that is only known when it runs: `start` is the code that gives it. */
  forRows(start: readonly number[], bytes: number, step: number, body: (load: Load) => void): void
  /** Runs `body` with a float counter: 0, 1 … count − 1. */
  forCount(count: number, body: (i: Lanes) => void): void
  call(index: number, args: readonly Lanes[], results: number): Lanes[]
  statement(code: readonly number[]): void
  local(type: ValueType): number
  /** Ends the function: its results. */
  finish(index: number, results: readonly Lanes[]): void
}

/** Starts a function whose first `parameters` locals are its parameters. */
export function createFunctionWriter(module: WasmModule, parameters: number): FunctionWriter {
  const locals: ValueType[] = []
  const body: number[] = []
  const local = (type: ValueType) => {
    locals.push(type)
    return parameters + locals.length - 1
  }
  const get = (index: number): Lanes => ({ code: [0x20, ...unsigned(index)] })
  const statement = (code: readonly number[]) => append(body, code)
  const mutable = new Set<string>()
  // `local.get n` alone: already kept, unless it is a variable that may change.
  const isKept = ({ code }: Lanes) =>
    code[0] === 0x20 &&
    code.slice(1).every((byte, i) => byte > 127 === i < code.length - 2) &&
    !mutable.has(code.join())

  const writer: FunctionWriter = {
    module,
    local,
    statement,
    parameter: get,
    keep(expression) {
      if (expression.constant !== undefined || isKept(expression)) return expression
      const index = local('v128')
      statement([...expression.code, 0x21, ...unsigned(index)])
      return get(index)
    },
    keepPoint({ x, y, z }) {
      return { x: writer.keep(x), y: writer.keep(y), z: writer.keep(z) }
    },
    variable(initial) {
      const index = local('v128')
      const set = (expression: Lanes) => statement([...expression.code, 0x21, ...unsigned(index)])
      set(initial)
      mutable.add(get(index).code.join())
      return { get: get(index), set }
    },
    ifAny(mask, then) {
      statement([...mask.code, ...simd(83), 0x04, 0x40])
      then()
      statement([0x0b])
    },
    forTable(from, to, step, each) {
      const address = local('i32')
      const at = unsigned(address)
      statement([0x41, ...signed(from), 0x21, ...at, 0x03, 0x40])
      each((offset) => ({ code: [0x20, ...at, ...simd(9), 2, ...unsigned(offset)] }), [0x20, ...at])
      statement([0x20, ...at, 0x41, ...signed(step), 0x6a, 0x22, ...at, 0x41, ...signed(to), 0x49, 0x0d, 0, 0x0b])
    },
    forRows(start, bytes, step, each) {
      const [at, end] = [unsigned(local('i32')), unsigned(local('i32'))]
      statement([...start, 0x22, ...at, 0x41, ...signed(bytes), 0x6a, 0x21, ...end, 0x03, 0x40])
      each((offset) => ({ code: [0x20, ...at, ...simd(9), 2, ...unsigned(offset)] }))
      statement([0x20, ...at, 0x41, ...signed(step), 0x6a, 0x22, ...at, 0x20, ...end, 0x49, 0x0d, 0, 0x0b])
    },
    forCount(count, each) {
      const counter = local('f32')
      const at = unsigned(counter)
      statement([0x43, 0, 0, 0, 0, 0x21, ...at, 0x03, 0x40])
      each({ code: [0x20, ...at, ...simd(19)] })
      floatBits[0] = 1
      statement([0x20, ...at, 0x43, ...floatBytes, 0x92, 0x22, ...at])
      floatBits[0] = count
      statement([0x43, ...floatBytes, 0x5d, 0x0d, 0, 0x0b])
    },
    call(index, args, results) {
      for (const argument of args) statement(argument.code)
      statement([0x10, ...unsigned(index)])
      const out = Array.from({ length: results }, () => local('v128'))
      for (const target of out.toReversed()) statement([0x21, ...unsigned(target)])
      return out.map(get)
    },
    finish(index, results) {
      for (const result of results) statement(result.code)
      module.define(index, locals, body)
    },
  }
  return writer
}

/** √(x² + y² + …). */
export function lengthOf(f: FunctionWriter, ...parts: readonly Lanes[]): Lanes {
  return f.keep(root(squareSum(f, ...parts)))
}

export function squareSum(f: FunctionWriter, ...parts: readonly Lanes[]): Lanes {
  return parts
    .map((part) => f.keep(part))
    .map((part) => mul(part, part))
    .reduce((sum, square) => add(sum, square))
}
