import type { Random } from '../../random.ts'
import type { FormNode, Vec3 } from '../form-program.ts'
import { drawHead, head } from './head.ts'
import { arm, stump } from './limbs.ts'
import {
  box,
  capsule,
  cone,
  cylinder,
  displace,
  ellipsoid,
  lathe,
  mirror,
  sphere,
  torus,
  tube,
  union,
} from './shapes.ts'

interface Robe {
  readonly beard: boolean
  readonly wings: boolean
  readonly holds: 'staff' | 'book' | 'scroll' | 'bowl' | 'torch' | 'hands' | 'sword'
  readonly brokenArm: boolean
}

export function robed(random: Random, { beard, wings, holds, brokenArm }: Robe): FormNode {
  const side = random.chance(0.5) ? 1 : -1
  const slim = beard ? 1 : 0.9
  const parts: FormNode[] = [gown(random, slim, side), mantle(random, slim, side)]
  parts.push(
    torso(slim),
    neckAndHead(random, { beard, turn: -side * random.between(6, 26), nod: random.between(0, 10) }),
  )
  // The raised arm carries something; the other one hangs or lifts the cloth.
  const shoulder: Vec3 = [0.185 * slim * side, 1.445, -0.01]
  const other: Vec3 = [-shoulder[0], 1.43, -0.01]
  if (holds === 'hands') {
    parts.push(arm(shoulder, [0.23 * side, 1.17, 0.06], [0.03 * side, 1.2, 0.2], true))
    parts.push(arm(other, [-0.23 * side, 1.17, 0.06], [-0.02 * side, 1.2, 0.21], true))
  } else {
    const lifted = holds === 'torch' || holds === 'staff'
    const elbow: Vec3 = lifted ? [0.29 * side, 1.25, 0.06] : [0.24 * side, 1.15, 0.03]
    const hand: Vec3 =
      holds === 'torch'
        ? [0.34 * side, 1.62, 0.14]
        : holds === 'staff'
          ? [0.33 * side, 1.33, 0.24]
          : [0.14 * side, 1.16, 0.25]
    parts.push(arm(shoulder, elbow, hand, true), held(holds, hand, side))
    if (brokenArm) parts.push(stump(other, [-0.24 * side, 1.2, 0], random))
    else parts.push(arm(other, [-0.245 * side, 1.16, -0.03], [-0.2 * side, 0.93, 0.1], true))
  }
  if (wings) parts.push(wingPair(random))
  return union(parts, 0.018)
}

/** The long garment: falling folds that widen to the ground, pushed out where the free leg bends. */
function gown(random: Random, slim: number, side: number): FormNode {
  const folds = random.integer(13, 19)
  const skirt = lathe(
    [
      [0.262, 0],
      [0.25, 0.1],
      [0.222, 0.35],
      [0.2, 0.6],
      [0.182, 0.85],
      [0.168, 0.98],
      [0.148, 1.12],
      [0.13, 1.2],
    ],
    { curve: true, scale: [slim, 1, 0.8] },
  )
  const knee = capsule([-0.075 * side, 0.92, 0.04], [-0.085 * side, 0.52, 0.13], 0.085, { endRadius: 0.07 })
  const shin = capsule([-0.085 * side, 0.52, 0.13], [-0.09 * side, 0.08, 0.08], 0.07, { endRadius: 0.075 })
  const folded = displace('waves', 0.014, 0.1, skirt, { count: folds })
  const flowing: FormNode = { type: 'twist', degrees: side * random.between(10, 24), child: folded }
  const rolling = displace('fbm', 0.012, 0.16, union([flowing, knee, shin], 0.06), {
    octaves: 2,
    seed: random.integer(0, 65535),
    stretch: [1, 3.2, 1],
  })
  const toes = mirror('x', ellipsoid([0.045, 0.035, 0.1], { at: [0.09, 0.028, 0.17], rotate: [0, 12, 0] }))
  return union([rolling, toes], 0.012)
}

/** A heavy cloth from one shoulder to the other hip and round the back, laid in diagonal folds. */
function mantle(random: Random, slim: number, side: number): FormNode {
  const strands: FormNode[] = []
  for (let i = 0; i < 6; i++) {
    const drop = i * 0.05 + random.between(-0.008, 0.008)
    const out = 0.155 + 0.008 * i
    strands.push(
      tube(
        [
          [0.155 * slim * side, 1.475 - drop * 0.25, -0.04],
          [0.125 * slim * side, 1.4 - drop * 0.8, 0.085 + 0.008 * i],
          [-0.02 * side, 1.2 - drop * 1.05, out - 0.005],
          [-0.165 * slim * side, 1.0 - drop * 0.9, 0.075],
          [-0.175 * slim * side, 0.96 - drop * 0.6, -0.06],
        ],
        [0.028, 0.026, 0.022, 0.026, 0.02],
      ),
    )
  }
  // What is left of the cloth falls from the hip in a few deep folds.
  const folds = [-1, 0, 1, 2].map((i) =>
    tube(
      [
        [(-0.175 * slim - 0.006 * i) * side, 0.99 - 0.01 * i, 0.045 * i - 0.01],
        [(-0.2 * slim - 0.004 * i) * side, 0.72, 0.05 * i - 0.005],
        [-0.222 * slim * side, 0.45 + 0.035 * i, 0.055 * i],
      ],
      [0.022, 0.028, 0.034],
    ),
  )
  return union([...strands, ...folds], 0.016)
}

function torso(slim: number): FormNode {
  return union(
    [
      ellipsoid([0.165 * slim, 0.19, 0.115], { at: [0, 1.31, 0] }),
      ellipsoid([0.145 * slim, 0.14, 0.11], { at: [0, 1.08, 0] }),
      mirror('x', ellipsoid([0.07 * slim, 0.055, 0.05], { at: [0.075 * slim, 1.345, 0.088] }), 0.02),
      mirror('x', capsule([0.05, 1.495, -0.015], [0.175 * slim, 1.452, -0.012], 0.052, { endRadius: 0.062 }), 0.03),
    ],
    0.06,
  )
}

function neckAndHead(random: Random, { beard, turn, nod }: { beard: boolean; turn: number; nod: number }): FormNode {
  const drawn = drawHead(random)
  const hair = beard ? random.pick(['curls', 'long'] as const) : random.pick(['bun', 'long', 'curls'] as const)
  return union(
    [
      capsule([0, 1.46, -0.015], [0, 1.585, 0.0], 0.056, { endRadius: 0.05 }),
      head({ ...drawn, beard, hair, strength: beard ? 0.6 : -0.6 }, random, {
        at: [0, 1.685, 0.012],
        rotate: [nod, turn, 0],
      }),
    ],
    0.014,
  )
}

function held(what: Robe['holds'], [x, y, z]: Vec3, side: number): FormNode {
  switch (what) {
    case 'staff':
      return union([
        capsule([x, 0.02, z + 0.01], [x, 1.86, z + 0.01], 0.019, { endRadius: 0.017 }),
        torus(0.07, 0.016, { at: [x, 1.93, z + 0.01], rotate: [90, 0, 0] }),
        sphere(0.03, { at: [x, 1.93, z + 0.01] }),
      ])
    case 'book':
      return box([0.17, 0.23, 0.05], {
        at: [x - 0.02 * side, y + 0.06, z + 0.03],
        rotate: [-28, -18 * side, 0],
        round: 0.01,
      })
    case 'scroll':
      return capsule([x - 0.03, y - 0.11, z + 0.02], [x + 0.03, y + 0.13, z + 0.03], 0.026)
    case 'bowl':
      return lathe(
        [
          [0.04, 0],
          [0.05, 0.012],
          [0.095, 0.05],
          [0.112, 0.09],
          [0.1, 0.09],
          [0.082, 0.055],
          [0.001, 0.04],
        ],
        { curve: true, at: [x, y + 0.02, z + 0.04] },
      )
    case 'torch':
      return union(
        [
          cone(0.018, 0.04, 0.3, { at: [x, y + 0.08, z] }),
          torus(0.04, 0.014, { at: [x, y + 0.22, z] }),
          displace('ridged', 0.03, 0.07, ellipsoid([0.05, 0.11, 0.05], { at: [x, y + 0.31, z] }), {
            octaves: 2,
            stretch: [1, 2.5, 1],
          }),
        ],
        0.01,
      )
    case 'sword':
      return greatSword([x, y, z])
    case 'hands':
      return sphere(0.03, { at: [x, y, z] })
    default:
      return what satisfies never
  }
}

function greatSword([x, y, z]: Vec3): FormNode {
  return union([
    box([0.055, 1.0, 0.016], { at: [x, y - 0.55, z + 0.04], round: 0.006 }),
    box([0.24, 0.03, 0.036], { at: [x, y - 0.04, z + 0.04], round: 0.01 }),
    cylinder(0.016, 0.2, { at: [x, y + 0.06, z + 0.04], round: 0.004 }),
    sphere(0.03, { at: [x, y + 0.175, z + 0.04] }),
  ])
}

/** Two folded wings of three rows of feathers. */
function wingPair(random: Random): FormNode {
  const spread = random.between(0, 1)
  const feathers: FormNode[] = []
  const rows = [
    { count: 9, length: 0.78, width: 0.05, depth: 0 },
    { count: 8, length: 0.5, width: 0.046, depth: 0.016 },
    { count: 7, length: 0.27, width: 0.042, depth: 0.03 },
  ]
  for (const { count, length, width, depth } of rows) {
    for (let i = 0; i < count; i++) {
      const t = i / (count - 1)
      // Along the wing's leading edge, from the shoulder blade up and out.
      const x = 0.08 + t * (0.3 + 0.16 * spread)
      const y = 1.38 + 0.42 * t - 0.12 * t * t
      const lean = 0.1 + t * (0.16 + 0.24 * spread)
      const size = length * (0.62 + 0.38 * t)
      feathers.push(
        capsule([x, y, -0.15 + depth], [x + size * lean, y - size, -0.19 + depth - 0.03 * t], width * 0.95, {
          endRadius: width * 0.66,
        }),
      )
    }
  }
  const edge = tube(
    [
      [0.05, 1.33, -0.11],
      [0.16, 1.52, -0.14],
      [0.3 + 0.1 * spread, 1.67, -0.15],
      [0.4 + 0.16 * spread, 1.66, -0.17],
    ],
    [0.05, 0.052, 0.046, 0.03],
  )
  return mirror('x', union([...feathers, edge], 0.012, { scale: [1, 1, 0.6], at: [0, 0, -0.06] }))
}
