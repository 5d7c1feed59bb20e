import type { LiveScene } from './scene.ts'

/** Fills up to a multiple of four with the first entry. */
export function pad(planes: readonly Float32Array[], count: number): number {
  const padded = (count + 3) & ~3
  for (let i = count; i < padded; i++) for (const plane of planes) plane[i] = plane[0]!
  return padded
}

/** The longest side of the form's bounds, metres. */
export function sizeOf({ bounds: { min, max } }: Pick<LiveScene, 'bounds'>): number {
  return Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2])
}

/** Where a ray that widens by `spread` passes the bounds, or undefined. */
export function boxRange(
  { min, max }: LiveScene['bounds'],
  x: number,
  y: number,
  z: number,
  direction: readonly [number, number, number],
  spread: number,
): { from: number; to: number } | undefined {
  const far = Math.max(Math.abs(x - min[0]), Math.abs(x - max[0]), Math.abs(y - min[1]), Math.abs(y - max[1])) * spread
  let from = 0
  let to = 1e9
  const origin = [x, y, z]
  for (let axis = 0; axis < 3; axis++) {
    const d = direction[axis]!
    const low = min[axis]! - far - origin[axis]!
    const high = max[axis]! + far - origin[axis]!
    if (Math.abs(d) < 1e-9) {
      if (low > 0 || high < 0) return undefined
      continue
    }
    const a = low / d
    const b = high / d
    from = Math.max(from, Math.min(a, b))
    to = Math.min(to, Math.max(a, b))
  }
  return from < to ? { from, to } : undefined
}
