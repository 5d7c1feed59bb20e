import { cos, sin } from '../../exact-math.ts'
import type { Axis, DisplaceKind, FormNode, Outline, Placed, Vec2, Vec3 } from '../form-program.ts'

/** Short constructors for the nodes of form programs, so that a form in this library reads as a description of its shape. */

type Extra = Placed & { round?: number }

export function box(size: Vec3, extra: Extra = {}): FormNode {
  return { type: 'box', size, ...extra }
}

export function sphere(radius: number, extra: Placed = {}): FormNode {
  return { type: 'sphere', radius, ...extra }
}

export function ellipsoid(radii: Vec3, extra: Placed = {}): FormNode {
  return { type: 'ellipsoid', radii, ...extra }
}

export function cylinder(radius: number, height: number, extra: Extra = {}): FormNode {
  return { type: 'cylinder', radius, height, ...extra }
}

export function cone(bottomRadius: number, topRadius: number, height: number, extra: Extra = {}): FormNode {
  return { type: 'cone', bottomRadius, topRadius, height, ...extra }
}

export function capsule(from: Vec3, to: Vec3, radius: number, extra: Placed & { endRadius?: number } = {}): FormNode {
  return { type: 'capsule', from, to, radius, ...extra }
}

export function torus(radius: number, tube: number, extra: Placed & { arc?: number } = {}): FormNode {
  return { type: 'torus', radius, tube, ...extra }
}

export function prism(sides: number, radius: number, height: number, extra: Extra = {}): FormNode {
  return { type: 'prism', sides, radius, height, ...extra }
}

/** A curved rope through points. */
export function tube(points: Vec3[], radius: number | number[], extra: Placed & { closed?: boolean } = {}): FormNode {
  return { type: 'tube', points, radius, curve: true, ...extra }
}

export function extrude(outline: Outline, depth: number, extra: Extra = {}): FormNode {
  return { type: 'extrude', outline, depth, ...extra }
}

/** A solid turned from a profile of [radius, height] points, bottom to top; closed along the axis. */
export function lathe(
  profile: Vec2[],
  { curve = false, round = 0, ...extra }: Extra & { curve?: boolean } = {},
): FormNode {
  const line = curve ? smoothProfile(profile) : profile
  const low = line[0]!
  const high = line.at(-1)!
  const points: Vec2[] = [...line]
  // The axis side lies a little beyond the axis, so that rounding never opens a hole along it.
  const beyond = -Math.max(0.02, round * 3)
  points.push([beyond, high[1]], [beyond, low[1]])
  return { type: 'revolve', outline: { type: 'polygon', points, ...(round > 0 ? { round } : {}) }, ...extra }
}

/** Points on a Catmull-Rom curve through a profile; a point given twice stays a sharp corner. */
export function smoothProfile(profile: readonly Vec2[], steps = 5): Vec2[] {
  const points: Vec2[] = [profile[0]!]
  for (let i = 0; i + 1 < profile.length; i++) {
    const b = profile[i]!
    const c = profile[i + 1]!
    if (b[0] === c[0] && b[1] === c[1]) continue
    const a = profile[i - 1] ?? b
    const d = profile[i + 2] ?? c
    for (let step = 1; step <= steps; step++) {
      const t = step / steps
      points.push([Math.max(0, spline(a[0], b[0], c[0], d[0], t)), spline(a[1], b[1], c[1], d[1], t)])
    }
  }
  return points
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

export function union(children: FormNode[], smooth = 0, extra: Placed = {}): FormNode {
  return { type: 'union', children, ...(smooth > 0 ? { smooth } : {}), ...extra }
}

export function subtract(from: FormNode, remove: FormNode[], smooth = 0, extra: Placed = {}): FormNode {
  return { type: 'subtract', from, remove, ...(smooth > 0 ? { smooth } : {}), ...extra }
}

export function intersect(children: FormNode[], smooth = 0, extra: Placed = {}): FormNode {
  return { type: 'intersect', children, ...(smooth > 0 ? { smooth } : {}), ...extra }
}

export function mirror(axis: Axis, child: FormNode, smooth = 0, extra: Placed = {}): FormNode {
  return { type: 'mirror', axis, child, ...(smooth > 0 ? { smooth } : {}), ...extra }
}

export function polar(count: number, child: FormNode, extra: Placed = {}): FormNode {
  return { type: 'polar', count, child, ...extra }
}

export function repeat(count: Vec3, step: Vec3, child: FormNode, extra: Placed = {}): FormNode {
  return { type: 'repeat', count, step, child, ...extra }
}

export function displace(
  kind: DisplaceKind,
  amplitude: number,
  size: number,
  child: FormNode,
  extra: Placed & { octaves?: number; seed?: number; stretch?: Vec3; count?: number } = {},
): FormNode {
  return { type: 'displace', kind, amplitude, size, child, ...extra }
}

/** The point at an angle (degrees, 0 = +z, 90 = +x) and distance from the y axis. */
export function around(degrees: number, radius: number, y = 0): Vec3 {
  const angle = (degrees * Math.PI) / 180
  return [sin(angle) * radius, y, cos(angle) * radius]
}

/** `count` values evenly spread from `from` to `to`. */
export function spread(count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? (from + to) / 2 : from + ((to - from) * i) / (count - 1),
  )
}
