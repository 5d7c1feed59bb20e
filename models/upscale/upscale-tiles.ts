import type { Pixels } from '../../base/pixels.ts'
import type { Values } from '../graph/session.ts'
import { divideAxis, featherWeight, type Window } from './tile-axis.ts'

export interface TileOptions {
  readonly scale: number
  /** The network's windows are at most this high and wide, in pixels of the picture. */
  readonly tile: number
  /** Sides of windows are multiples of this (networks that fold pixels into channels). */
  readonly step?: number
  readonly signal: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

/** Pixels that a window sees beyond its own part: at a seam both windows know the surroundings. */
export const tileMargin = 16
/** Half the width over which two windows are blended; the other half of the margin is context for the blended pixels. */
const feather = tileMargin / 2

/**
 * Enlarges an RGB picture window by window in bounded memory: what is not yet finished is a strip of one window's height.
 * `run` is the network: [1, 3, h, w] → [1, 3, scale·h, scale·w], both in [0, 1]. Where a window knows all that a pixel depends
 * on, the result is that of the whole picture at once.
 */
export async function upscaleTiles(
  { width, height, data }: Pixels,
  run: (image: Values) => Promise<Values>,
  { scale, tile, step = 1, signal, onProgress }: TileOptions,
): Promise<Pixels> {
  const across = divideAxis(width, { tile, margin: tileMargin, step })
  const down = divideAxis(height, { tile, margin: tileMargin, step })
  const result = new Uint8Array(3 * scale * width * scale * height)
  const rowLength = 3 * scale * width
  // Sums of weighted windows by row; a row is finished when no later window reaches it.
  const sums = new Map<number, Float32Array>()
  let done = 0
  for (const [n, vertical] of down.windows.entries()) {
    for (const horizontal of across.windows) {
      signal.throwIfAborted()
      const window = cutWindow({ width, height, data }, horizontal.start, vertical.start, across.window, down.window)
      const { data: tileData } = await run(window)
      addWindow(tileData as Float32Array, horizontal, vertical)
      onProgress?.(++done / (across.windows.length * down.windows.length))
    }
    const next = down.windows[n + 1]
    const finished = next === undefined ? height * scale : (next.from - feather) * scale
    for (const [y, row] of sums) {
      if (y >= finished) continue
      // Uint8ClampedArray would round halves to even; the usual conversion rounds them up.
      for (let i = 0; i < rowLength; i++) {
        result[y * rowLength + i] = Math.max(0, Math.min(255, Math.floor(255 * row[i]! + 0.5)))
      }
      sums.delete(y)
    }
  }
  return { width: scale * width, height: scale * height, channels: 3, data: result }

  function addWindow(values: Float32Array, horizontal: Window, vertical: Window): void {
    const [tileWidth, tileHeight] = [across.window * scale, down.window * scale]
    const plane = tileWidth * tileHeight
    const weightsX = weightsOf(horizontal, across.window, width)
    const weightsY = weightsOf(vertical, down.window, height)
    for (let y = 0; y < tileHeight; y++) {
      const weightY = weightsY[y]!
      if (weightY === 0) continue
      const rowAt = vertical.start * scale + y
      const row = sums.get(rowAt) ?? new Float32Array(rowLength)
      sums.set(rowAt, row)
      for (let x = 0; x < tileWidth; x++) {
        const weight = weightY * weightsX[x]!
        if (weight === 0) continue
        const from = y * tileWidth + x
        const to = 3 * (horizontal.start * scale + x)
        row[to] = row[to]! + weight * values[from]!
        row[to + 1] = row[to + 1]! + weight * values[plane + from]!
        row[to + 2] = row[to + 2]! + weight * values[2 * plane + from]!
      }
    }
  }

  /** For each row or column of a window's result; 0 beyond the picture. */
  function weightsOf(window: Window, size: number, length: number): Float32Array {
    return Float32Array.from({ length: size * scale }, (_, i) => {
      const at = window.start + (i + 0.5) / scale
      return at > length ? 0 : featherWeight(window, at, length, feather)
    })
  }
}

/** A part of the picture as [1, 3, h, w] in [0, 1]; beyond the picture its last row and column go on. */
function cutWindow(
  { width, height, data }: Omit<Pixels, 'channels'>,
  x: number,
  y: number,
  w: number,
  h: number,
): Values {
  const plane = w * h
  const values = new Float32Array(3 * plane)
  for (let row = 0; row < h; row++) {
    const from = Math.min(y + row, height - 1) * width
    for (let column = 0; column < w; column++) {
      const at = 3 * (from + Math.min(x + column, width - 1))
      const to = row * w + column
      values[to] = data[at]! / 255
      values[plane + to] = data[at + 1]! / 255
      values[2 * plane + to] = data[at + 2]! / 255
    }
  }
  return { data: values, shape: [1, 3, h, w] }
}
