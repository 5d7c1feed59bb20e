import type { Field } from './field.ts'
import { writeNormal } from './normals-from-height.ts'

/**
 * Camera-space normals (x right, y up, z to the viewer) of a depth map in metres along the view axis, Infinity where nothing is.
 * Each pixel is put back in space by the field of view, and along x and y the nearer of its two neighbours is taken, so that
 * outlines do not bleed (J. Turánszki, "Improved normal reconstruction from depth", 2019).
 */
export function normalsFromDepth({ width, height, data }: Field, halfHeight: number): Uint8Array {
  const normals = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  const step = (2 * halfHeight) / height // size of a pixel at a distance of 1 m
  const ray = (x: number, y: number) => [(x + 0.5 - width / 2) * step, (height / 2 - y - 0.5) * step] as const
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const z = data[i]!
      if (!Number.isFinite(z)) {
        writeNormal(normals, i * 3, 0, 0, 1)
        continue
      }
      const alongX = nearer(data, z, x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1)
      const alongY = nearer(data, z, y < height - 1 ? i + width : -1, y > 0 ? i - width : -1)
      const [rx, ry] = ray(x, y)
      // Differences of positions (x z, y z, −z) towards +x and towards +y (up).
      const zx = z + alongX
      const zy = z + alongY
      const [ax, ay, az] = [(rx + step) * zx - rx * z, ry * zx - ry * z, -alongX]
      const [bx, by, bz] = [rx * zy - rx * z, (ry + step) * zy - ry * z, -alongY]
      // What is seen faces the viewer; at an outline the differences may say a little else.
      writeNormal(normals, i * 3, ay * bz - az * by, az * bx - ax * bz, Math.max(1e-12, ax * by - ay * bx))
    }
  }
  return normals
}

/** The change of depth towards the second neighbour, from whichever neighbour differs less; −1 = there is none. */
function nearer(data: Float32Array, z: number, before: number, after: number): number {
  const back = before < 0 ? Infinity : z - data[before]!
  const ahead = after < 0 ? Infinity : data[after]! - z
  const best = Math.abs(ahead) <= Math.abs(back) ? ahead : back
  return Number.isFinite(best) ? best : 0
}
