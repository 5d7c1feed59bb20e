import type { Random } from '../../random.ts'
import type { FormNode, Vec3 } from '../form-program.ts'
import { head } from './head.ts'
import { arm, stump } from './limbs.ts'
import {
  box,
  capsule,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  polar,
  sphere,
  subtract,
  torus,
  union,
} from './shapes.ts'

export function warrior(random: Random, { brokenArm }: { brokenArm: boolean }): FormNode {
  const side = random.chance(0.5) ? 1 : -1
  const legs = (sign: number, forward: number, out: number): FormNode =>
    union(
      [
        capsule([0.09 * sign, 0.93, 0], [(0.1 + out * 0.5) * sign, 0.5, 0.03 + forward * 0.6], 0.088, {
          endRadius: 0.06,
        }),
        capsule(
          [(0.1 + out * 0.5) * sign, 0.5, 0.03 + forward * 0.6],
          [(0.11 + out) * sign, 0.09, forward * 0.5],
          0.06,
          { endRadius: 0.042 },
        ),
        ellipsoid([0.05, 0.11, 0.055], { at: [(0.108 + out * 0.7) * sign, 0.34, forward * 0.55 - 0.02] }),
        // Greave and sandal.
        capsule(
          [(0.105 + out * 0.6) * sign, 0.44, 0.045 + forward * 0.58],
          [(0.11 + out) * sign, 0.13, 0.028 + forward * 0.5],
          0.04,
          { endRadius: 0.03 },
        ),
        ellipsoid([0.047, 0.042, 0.125], {
          at: [(0.115 + out) * sign, 0.032, 0.06 + forward * 0.5],
          rotate: [0, 14 * sign, 0],
        }),
      ],
      0.02,
    )
  const skirt = polar(14, box([0.075, 0.27, 0.022], { at: [0, 0.84, 0.155], rotate: [-10, 0, 0], round: 0.01 }), {
    scale: [1.06, 1, 0.85],
  })
  const skirtUnder = lathe(
    [
      [0.2, 0.66],
      [0.19, 0.72],
      [0.165, 0.9],
      [0.15, 1],
    ],
    { curve: true, scale: [1, 1, 0.8] },
  )
  const cuirass = union(
    [
      ellipsoid([0.172, 0.2, 0.125], { at: [0, 1.32, 0] }),
      ellipsoid([0.142, 0.16, 0.108], { at: [0, 1.07, 0.004] }),
      mirror('x', ellipsoid([0.082, 0.062, 0.05], { at: [0.074, 1.37, 0.095], rotate: [0, 14, -8] }), 0.012),
      // Abdominal relief in three rows.
      ...[1.22, 1.15, 1.08].map((y, i) =>
        mirror('x', ellipsoid([0.034, 0.03, 0.02], { at: [0.035, y, 0.114 - i * 0.004] }), 0.006),
      ),
      torus(0.135, 0.016, { at: [0, 0.985, 0.004], scale: [1.06, 1, 0.82] }),
    ],
    0.02,
  )
  const pauldrons = mirror(
    'x',
    union(
      [0, 1, 2].map((i) =>
        ellipsoid([0.078 - i * 0.006, 0.036, 0.08 - i * 0.004], {
          at: [0.195 + i * 0.012, 1.475 - i * 0.042, -0.008],
          rotate: [0, 0, -22],
        }),
      ),
      0.004,
    ),
  )
  const weaponHand: Vec3 = [0.33 * side, 1.06, 0.2]
  const shieldHand: Vec3 = [-0.33 * side, 1.12, 0.2]
  const spear = random.chance(0.5)
  const parts: FormNode[] = [
    legs(1, side > 0 ? 0.12 : -0.05, 0.05),
    legs(-1, side > 0 ? -0.05 : 0.12, 0.05),
    skirtUnder,
    skirt,
    cuirass,
    pauldrons,
    warriorHead(random, -side * random.between(4, 22)),
    cape(random),
  ]
  if (brokenArm) parts.push(stump([0.195 * side, 1.44, -0.01], [0.27 * side, 1.2, 0.02], random))
  else {
    parts.push(arm([0.195 * side, 1.44, -0.01], [0.29 * side, 1.2, -0.02], weaponHand, false))
    parts.push(spear ? spearAt(weaponHand) : groundedSword(weaponHand))
  }
  parts.push(arm([-0.195 * side, 1.44, -0.01], [-0.3 * side, 1.2, 0.0], shieldHand, false))
  parts.push(roundShield([-0.36 * side, 1.08, 0.22], side))
  return union(parts, 0.01)
}

function warriorHead(random: Random, turn: number): FormNode {
  const bearded = random.chance(0.6)
  const crest = extrude(
    {
      type: 'polygon',
      curve: true,
      points: [
        [-0.16, -0.06],
        [-0.16, 0.06],
        [-0.09, 0.16],
        [0.02, 0.19],
        [0.1, 0.14],
        [0.12, 0.08],
        [0.03, 0.12],
        [-0.07, 0.08],
        [-0.115, 0.0],
      ],
    },
    0.034,
    { rotate: [0, -90, 0], at: [0, 0.02, 0.0], round: 0.008 },
  )
  const helmet = subtract(
    union(
      [
        ellipsoid([0.094, 0.112, 0.112], { at: [0, 0.04, -0.014] }),
        mirror('x', box([0.016, 0.15, 0.07], { at: [0.079, -0.055, 0.046], rotate: [0, 22, 4], round: 0.008 }), 0.004),
        box([0.02, 0.08, 0.018], { at: [0, 0.0, 0.108], rotate: [-8, 0, 0], round: 0.006 }),
        mirror('x', capsule([0.004, 0.03, 0.1], [0.075, 0.03, 0.06], 0.012), 0.006),
      ],
      0.014,
    ),
    [ellipsoid([0.076, 0.13, 0.085], { at: [0, -0.06, -0.01] })],
    0.006,
  )
  return union(
    [
      capsule([0, 1.46, -0.015], [0, 1.585, 0.0], 0.062, { endRadius: 0.056 }),
      union(
        [
          head({ hair: 'none', beard: bearded, strength: 0.8 }, random),
          helmet,
          displace('waves', 0.006, 0.022, crest, { count: 64 }),
        ],
        0.004,
        { at: [0, 1.685, 0.012], rotate: [random.between(-4, 6), turn, 0] },
      ),
    ],
    0.012,
  )
}

function cape(random: Random): FormNode {
  const sheet = lathe(
    [
      [0.29, 0.12],
      [0.27, 0.4],
      [0.24, 0.8],
      [0.21, 1.2],
      [0.185, 1.44],
      [0.12, 1.5],
    ],
    { curve: true, scale: [1, 1, 0.78] },
  )
  const behind = subtract(
    { type: 'shell', thickness: 0.022, child: displace('waves', 0.016, 0.1, sheet, { count: random.integer(13, 19) }) },
    [box([1.2, 2, 0.6], { at: [0, 0.8, 0.27] }), box([1, 0.2, 1], { at: [0, 0.04, 0] })],
    0.01,
  )
  return displace('fbm', 0.01, 0.2, behind, { octaves: 2, seed: random.integer(0, 65535), stretch: [1, 3, 1] })
}

function spearAt([x, , z]: Vec3): FormNode {
  return union(
    [
      capsule([x, 0.02, z], [x, 1.98, z], 0.015),
      { type: 'pyramid', sides: 4, radius: 0.045, height: 0.26, at: [x, 2.08, z], scale: [1, 1, 0.4], round: 0.004 },
      torus(0.018, 0.012, { at: [x, 1.95, z] }),
    ],
    0.006,
  )
}

function groundedSword([x, y, z]: Vec3): FormNode {
  return union([
    {
      type: 'pyramid',
      sides: 4,
      radius: 0.05,
      height: 0.98,
      at: [x, y - 0.53, z + 0.03],
      rotate: [180, 0, 0],
      scale: [1, 1, 0.4],
      round: 0.003,
    },
    box([0.2, 0.028, 0.036], { at: [x, y - 0.035, z + 0.03], round: 0.01 }),
    cylinder(0.017, 0.16, { at: [x, y + 0.05, z + 0.03], round: 0.004 }),
    sphere(0.028, { at: [x, y + 0.14, z + 0.03] }),
  ])
}

function roundShield(at: Vec3, side: number): FormNode {
  const dish = lathe(
    [
      [0.3, 0],
      [0.315, 0.012],
      [0.3, 0.026],
      [0.27, 0.022],
      [0.2, 0.05],
      [0.1, 0.07],
      [0.075, 0.072],
      [0.06, 0.095],
      [0.001, 0.11],
    ],
    { curve: true },
  )
  const studs = polar(12, sphere(0.012, { at: [0, 0.028, 0.285] }))
  return union([dish, studs], 0.003, { at, rotate: [82, -24 * side, 0] })
}
