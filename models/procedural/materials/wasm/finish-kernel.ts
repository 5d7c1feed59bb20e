import {
  add,
  div,
  type Lanes,
  max,
  min,
  mul,
  or,
  root,
  shiftLeft,
  sub,
  toInteger,
  value,
} from '../../forms/compiler/lanes.ts'
import { createWasmModule, unsigned } from '../../forms/compiler/wasm-module.ts'
import { shuffle, writeRowKernel } from './row-kernel.ts'

/** Rows that one call of `finish` takes: as many as a band of the passes. */
export const FINISH_ROWS = 64

/** Distances at which the horizon is looked for, in tile widths. */
const REACH = [0.0012, 0.003, 0.007, 0.015, 0.032]
const DIRECTIONS = [
  [1, 0],
  [Math.SQRT1_2, Math.SQRT1_2],
  [0, 1],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-1, 0],
  [-Math.SQRT1_2, -Math.SQRT1_2],
  [0, -1],
  [Math.SQRT1_2, -Math.SQRT1_2],
] as const

export interface FinishInput {
  /** Height in tile widths, row-major. */
  readonly field: Float32Array
  readonly height: number
  /** The heights that become 0 and 65535. */
  readonly lowest: number
  readonly highest: number
  /** Whole maps, of which the rows `from`..`to` are written; any may be left out. */
  readonly heightMap?: Uint16Array
  readonly normal?: Uint8Array
  readonly occlusion?: Uint8Array
  readonly from: number
  readonly to: number
}

/**
 * What follows from a finished height, for tiles of one width: the height in 16 bits, tangent-space normals (OpenGL, +Y up
 * the image), and how much of the sky each point sees (the horizon in eight directions; the open share of a cosine-weighted slice
 * of sky above horizon angle h is cos² h = 1 / (1 + tan² h)). WebAssembly, four pixels at once: a fourteenth of the time of plain
 * JavaScript.
 */
export function createFinish(width: number): (input: FinishInput) => void {
  const samples = horizonSamples(width)
  const margin = Math.max(...samples.flat().map(({ dx, dy }) => Math.max(Math.abs(dx), Math.abs(dy))))
  // A row of four pixels may read and write three beyond the last one.
  const stride = width + 2 * margin + 4
  const offsetOf = (dx: number, dy: number) => ((dy + margin) * stride + dx + margin) * 4
  const rows = FINISH_ROWS + 2 * margin
  const output = { height: rows * stride * 4, normal: 0, occlusion: 0 }
  output.normal = output.height + align(width * 2 + 16)
  output.occlusion = output.normal + align(width * 3 + 16)
  const module = createWasmModule({ heapBytes: output.occlusion + align(width + 16) })

  // field (its margin's corner), height, normal, occlusion; lowest, steps per height
  writeRowKernel(module, { name: 'finish', steps: [16, 8, 12, 4], floats: 2 }, (f, io, [lowest, perHeight]) => {
    const at = (dx: number, dy: number) => io.load(0, offsetOf(dx, dy))
    const here = f.keep(at(0, 0))
    const level = f.keep(toInteger(add(mul(sub(here, lowest!), perHeight!), 0.5)))
    f.statement([...io.address(1), ...narrow(level, 0x86).code, 0xfd, 0x5b, 0, 0, 0])

    const scale = width / 2 // one over twice the pixel size in tile widths
    const nx = f.keep(mul(sub(at(-1, 0), at(1, 0)), scale))
    const ny = f.keep(mul(sub(at(0, 1), at(0, -1)), scale))
    const inverse = f.keep(div(127.5, root(add(add(mul(nx, nx), mul(ny, ny)), 1))))
    const [red, green] = [nx, ny].map((n) => toInteger(add(mul(n, inverse), 128)))
    const blue = toInteger(min(add(inverse, 128), 255))
    const pixels = f.keep(or(or(red!, shiftLeft(green!, 8)), shiftLeft(blue, 16)))
    io.store(2, shuffle(pixels, pixels, [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15]))

    const open = f.variable(value(0))
    for (const direction of samples) {
      const slope = f.variable(value(0))
      for (const { dx, dy, inverse } of direction) slope.set(max(mul(sub(at(dx, dy), here), inverse), slope.get))
      open.set(add(open.get, div(1, add(mul(slope.get, slope.get), 1))))
    }
    const words = f.keep(narrow(f.keep(toInteger(add(mul(open.get, 31.875), 0.5))), 0x86))
    f.statement([...io.address(3), ...narrow(words, 0x66).code, 0xfd, 0x5a, 0, 0, 0])
  })
  const { bytes, heapStart } = module.finish()
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const memory = (exports['memory'] as WebAssembly.Memory).buffer
  const run = exports['finish'] as (...numbers: number[]) => void
  const padded = new Float32Array(memory, heapStart, rows * stride)
  const levels = new Uint16Array(memory, heapStart + output.height, width)
  const normals = new Uint8Array(memory, heapStart + output.normal, width * 3)
  const seen = new Uint8Array(memory, heapStart + output.occlusion, width)

  return ({ field, height, lowest, highest, heightMap, normal, occlusion, from, to }) => {
    const perHeight = 65535 / Math.max(1e-9, highest - lowest)
    for (let first = from; first < to; first += FINISH_ROWS) {
      const last = Math.min(to, first + FINISH_ROWS)
      for (let y = first - margin; y < last + margin; y++) {
        const row = padded.subarray((y - first + margin) * stride, (y - first + margin + 1) * stride)
        copyAround(field.subarray(modulo(y, height) * width, (modulo(y, height) + 1) * width), row, margin)
      }
      for (let y = first; y < last; y++) {
        run(
          width,
          heapStart + (y - first) * stride * 4,
          levels.byteOffset,
          normals.byteOffset,
          seen.byteOffset,
          lowest,
          perHeight,
        )
        heightMap?.set(levels, y * width)
        normal?.set(normals, y * width * 3)
        occlusion?.set(seen, y * width)
      }
    }
  }
}

/** Where each direction looks, in pixels, and one over the way there, in tile widths. */
function horizonSamples(width: number): { dx: number; dy: number; inverse: number }[][] {
  return DIRECTIONS.map(([cx, cy], i) =>
    REACH.map((reach, k) => {
      // Alternate directions look at other distances, which saves half the rings.
      const pixels = Math.max(1 + k, reach * (i % 2 === 0 ? 1 : 1.45) * width)
      const [dx, dy] = [Math.round(cx * pixels), Math.round(cy * pixels)]
      return { dx, dy, inverse: width / Math.sqrt(dx * dx + dy * dy) }
    }),
  )
}

/** A row with its own ends repeated around it, as often as it takes. */
function copyAround(row: Float32Array, padded: Float32Array, margin: number): void {
  const width = row.length
  if (margin > width) {
    for (let x = 0; x < padded.length; x++) padded[x] = row[modulo(x - margin, width)]!
    return
  }
  padded.set(row.subarray(width - margin), 0)
  padded.set(row, margin)
  padded.set(row.subarray(0, Math.min(width, padded.length - margin - width)), margin + width)
}

/** i16x8.narrow_i32x4_u (0x86) or i8x16.narrow_i16x8_u (0x66) of a vector twice. */
function narrow(lanes: Lanes, operation: number): Lanes {
  return { code: [...lanes.code, ...lanes.code, 0xfd, ...unsigned(operation)] }
}

function align(bytes: number): number {
  return Math.ceil(bytes / 16) * 16
}

function modulo(x: number, n: number): number {
  const r = x % n
  return r < 0 ? r + n : r
}
