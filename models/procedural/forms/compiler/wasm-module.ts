/**
 * Writes a WebAssembly module byte by byte: types, functions, one memory, exports, code and one data segment.
 * https://webassembly.github.io/spec/core/binary/
 */

export type ValueType = 'i32' | 'f32' | 'v128'

const typeCodes: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b }

export interface Signature {
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
}

interface FunctionEntry extends Signature {
  body: readonly number[] | undefined
  locals: readonly ValueType[]
  export: string | undefined
}

export interface WasmModule {
  /** Reserves an index, so that functions can call each other before their bodies are written. */
  declare(signature: Signature, exportName?: string): number
  define(index: number, locals: readonly ValueType[], body: readonly number[]): void
  /** Puts 32-bit floats into memory and answers their byte address. */
  table(values: readonly number[]): number
  finish(): { bytes: Uint8Array<ArrayBuffer>; heapStart: number }
}

/** Starts an empty module whose memory holds at least `heapBytes` beyond its tables. */
export function createWasmModule({ heapBytes }: { heapBytes: number }): WasmModule {
  const functions: FunctionEntry[] = []
  const data: number[] = []

  return {
    declare({ parameters, results }, exportName) {
      functions.push({ parameters, results, body: undefined, locals: [], export: exportName })
      return functions.length - 1
    },
    define(index, locals, body) {
      const entry = functions[index]!
      entry.locals = locals
      entry.body = body
    },
    table(values) {
      const address = data.length * 4
      for (const value of values) data.push(value)
      return address
    },
    finish() {
      const heapStart = Math.ceil((data.length * 4) / 64) * 64
      const pages = Math.ceil((heapStart + heapBytes) / 65536)
      const out: number[] = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
      const signatures = functions.map(({ parameters, results }) => [
        0x60,
        ...vector(parameters.map((type) => [typeCodes[type]])),
        ...vector(results.map((type) => [typeCodes[type]])),
      ])
      const unique = [...new Map(signatures.map((signature) => [signature.join(), signature])).values()]
      const typeIndex = (signature: number[]) => unique.findIndex((other) => other.join() === signature.join())
      section(out, 1, vector(unique))
      section(out, 3, vector(signatures.map((signature) => unsigned(typeIndex(signature)))))
      section(out, 5, vector([[0x00, ...unsigned(pages)]]))
      section(
        out,
        7,
        vector([
          [...name('memory'), 0x02, 0],
          ...functions.flatMap((entry, index) =>
            entry.export === undefined ? [] : [[...name(entry.export), 0x00, ...unsigned(index)]],
          ),
        ]),
      )
      section(out, 10, vector(functions.map(codeOf)))
      if (data.length > 0) {
        const bytes = new Uint8Array(new Float32Array(data).buffer)
        section(out, 11, vector([[0x00, 0x41, 0, 0x0b, ...unsigned(bytes.length), ...bytes]]))
      }
      return { bytes: Uint8Array.from(out), heapStart }
    },
  }
}

function codeOf(entry: FunctionEntry): number[] {
  if (entry.body === undefined) throw new Error('A WebAssembly function was declared and never defined.')
  const runs: [number, number][] = []
  for (const type of entry.locals) {
    const last = runs[runs.length - 1]
    if (last !== undefined && last[1] === typeCodes[type]) last[0]++
    else runs.push([1, typeCodes[type]])
  }
  const body = vector(runs.map(([count, type]) => [...unsigned(count), type]))
  append(body, entry.body)
  body.push(0x0b)
  const sized = unsigned(body.length)
  append(sized, body)
  return sized
}

function section(out: number[], id: number, content: readonly number[]): void {
  out.push(id, ...unsigned(content.length))
  append(out, content)
}

function vector(items: readonly (readonly number[])[]): number[] {
  const out = unsigned(items.length)
  for (const item of items) append(out, item)
  return out
}

function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text)
  return [...unsigned(bytes.length), ...bytes]
}

/** Appends without spreading: a spread of 100,000 arguments overflows the stack. */
export function append(out: number[], items: readonly number[]): void {
  for (const item of items) out.push(item)
}

/** LEB128, unsigned 32 bit. */
export function unsigned(value: number): number[] {
  const out: number[] = []
  let rest = value >>> 0
  do {
    const byte = rest & 0x7f
    rest >>>= 7
    out.push(rest === 0 ? byte : byte | 0x80)
  } while (rest !== 0)
  return out
}

/** LEB128, signed 32 bit. */
export function signed(value: number): number[] {
  const out: number[] = []
  let rest = value | 0
  for (;;) {
    const byte = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)) {
      out.push(byte)
      return out
    }
    out.push(byte | 0x80)
  }
}
