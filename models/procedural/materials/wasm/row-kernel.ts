import { createFunctionWriter, type FunctionWriter, type Lanes } from '../../forms/compiler/lanes.ts'
import { signed, unsigned, type WasmModule } from '../../forms/compiler/wasm-module.ts'

/** What the body of a row kernel reads and writes: its pointers, by their place in the parameters. */
export interface Rows {
  /** The byte address that a pointer is at, as code. */
  address(pointer: number): number[]
  load(pointer: number, byteOffset?: number): Lanes
  store(pointer: number, lanes: Lanes, byteOffset?: number): void
}

export interface RowKernelOptions {
  readonly name: string
  /** Bytes that each pointer moves on for four pixels; 0 for an argument that stays. */
  readonly steps: readonly number[]
  /** Plain numbers that follow the pointers. */
  readonly floats: number
}

/** (count, …pointers, …floats): `body` once for each four of `count` pixels, which must be above 0. */
export function writeRowKernel(
  module: WasmModule,
  { name, steps, floats }: RowKernelOptions,
  body: (f: FunctionWriter, rows: Rows, uniforms: readonly Lanes[]) => void,
): void {
  const parameters = [
    'i32' as const,
    ...steps.map(() => 'i32' as const),
    ...Array.from({ length: floats }, () => 'f32' as const),
  ]
  const index = module.declare({ parameters, results: [] }, name)
  const f = createFunctionWriter(module, parameters.length)
  const get = (local: number) => [0x20, ...unsigned(local)]
  const uniforms = Array.from({ length: floats }, (_, i) => f.keep({ code: [...get(1 + steps.length + i), ...splat] }))
  f.statement([0x03, 0x40])
  body(
    f,
    {
      address: (pointer) => get(1 + pointer),
      load: (pointer, offset = 0) => ({ code: [...get(1 + pointer), 0xfd, 0, 2, ...unsigned(offset)] }),
      store: (pointer, lanes, offset = 0) =>
        f.statement([...get(1 + pointer), ...lanes.code, 0xfd, 11, 2, ...unsigned(offset)]),
    },
    uniforms,
  )
  for (const [i, step] of steps.entries())
    if (step > 0) f.statement([...get(1 + i), ...plus(step), 0x21, ...unsigned(1 + i)])
  // Again while count − 4 > 0.
  f.statement([...get(0), ...plus(-4), 0x22, 0, 0x41, 0, 0x4a, 0x0d, 0, 0x0b])
  f.finish(index, [])
}

/** f32x4.splat */
const splat = [0xfd, 19]

/** Adds a constant to the 32-bit integer on the stack. */
export function plus(constant: number): number[] {
  return [0x41, ...signed(constant), 0x6a]
}

/** Bytes picked from two vectors: 0–15 from the first, 16–31 from the second. */
export function shuffle(a: Lanes, b: Lanes, bytes: readonly number[]): Lanes {
  return { code: [...a.code, ...b.code, 0xfd, 13, ...bytes] }
}

/** 32-bit lanes picked from two vectors: 0–3 from the first, 4–7 from the second. */
export function shuffleLanes(a: Lanes, b: Lanes, picks: readonly number[]): Lanes {
  return shuffle(
    a,
    b,
    picks.flatMap((pick) => [0, 1, 2, 3].map((byte) => pick * 4 + byte)),
  )
}

/** One 32-bit number of memory in all four lanes. */
export function loadSplat(address: readonly number[], byteOffset = 0): Lanes {
  return { code: [...address, 0xfd, 9, 2, ...unsigned(byteOffset)] }
}
