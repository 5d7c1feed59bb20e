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

/**
 * A solid turned from a profile of [radius, height] points, bottom to top; closed along the axis.
 * `curve` draws a smooth line through the points, with a corner where a point is given twice.
 */
export function lathe(
  profile: Vec2[],
  { curve = false, round = 0, ...extra }: Extra & { curve?: boolean } = {},
): FormNode {
  const low = profile[0]!
  const high = profile.at(-1)!
  // The axis side lies a little beyond the axis, so that rounding never opens a hole along it.
  const beyond = -Math.max(0.02, round * 3)
  const ends: Vec2[] = [
    [beyond, high[1]],
    [beyond, low[1]],
  ]
  const points: Vec2[] = curve
    ? [low, ...profile, high, ...ends.flatMap((end): Vec2[] => [end, end])]
    : [...profile, ...ends]
  return {
    type: 'revolve',
    outline: { type: 'polygon', points, ...(curve ? { curve } : {}), ...(round > 0 ? { round } : {}) },
    ...extra,
  }
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
