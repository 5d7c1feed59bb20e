import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  box,
  capsule,
  cylinder,
  ellipsoid,
  extrude,
  mirror,
  repeat,
  sphere,
  spread,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

export const robot = defineForm({
  id: 'robot',
  title: 'Robot',
  summary: 'A jointed robot with glowing eyes, chest panel and grippers; legs or tracks.',
  synonyms: ['android', 'droid', 'mech', 'mecha', 'automaton', 'cyborg', 'bot', 'golem'],
  slots: {
    body: {
      words: ['body', 'armour', 'armor', 'shell', 'chest', 'plates', 'head', 'arm', 'arms', 'leg', 'legs'],
      material: { family: 'painted-metal', colours: ['#c9a227'] },
      role: 'primary',
    },
    joints: {
      words: ['joint', 'joints', 'hands', 'hand', 'frame', 'neck', 'tracks'],
      material: { family: 'steel' },
      role: 'secondary',
    },
    eyes: {
      words: ['eye', 'eyes', 'light', 'lights', 'visor', 'core', 'screen'],
      material: { family: 'crystal', traits: ['glowing'], colours: ['#40c8ff'] },
      role: 'fixed',
    },
  },
  parameters: {
    tracks: z.boolean().optional(),
    visor: z.boolean().optional(),
    antennas: z.int().min(0).max(2).optional(),
  },
  view: { azimuth: 26, elevation: 8 },
  chip: 0.005,
  shape(random, { tracks, visor, antennas }) {
    const onTracks = tracks ?? random.chance(0.25)
    const bulk = random.between(0.85, 1.15)
    const hip = onTracks ? 0.52 : random.between(0.66, 0.78)
    const chestWide = 0.5 * bulk
    const chestTall = random.between(0.42, 0.52)
    const chestY = hip + 0.14 + chestTall / 2
    const rounded = random.chance(0.5)
    const body: FormNode[] = []
    const joints: FormNode[] = []
    const eyes: FormNode[] = []
    const chestShape: FormNode = rounded
      ? ellipsoid([chestWide * 0.56, chestTall * 0.58, 0.22 * bulk], { at: [0, chestY, 0] })
      : {
          type: 'taper',
          bottom: 0.76,
          top: 1,
          from: -chestTall / 2,
          to: chestTall / 2,
          child: box([chestWide, chestTall, 0.34 * bulk], { round: 0.05 }),
          at: [0, chestY, 0],
        }
    const front = rounded ? 0.2 * bulk : 0.165 * bulk
    const panelCuts = [
      torus(0.1, 0.008, { at: [0, chestY + 0.05, front], rotate: [90, 0, 0] }),
      mirror('x', box([0.012, chestTall * 0.5, 0.5], { at: [chestWide * 0.31, chestY, 0] })),
      box([chestWide * 0.5, 0.01, 0.6], { at: [0, chestY - chestTall * 0.26, 0.1] }),
    ]
    body.push(subtract(chestShape, panelCuts, 0.004))
    body.push(
      mirror(
        'x',
        union([
          cylinder(0.013, 0.03, { at: [chestWide * 0.2, chestY - chestTall * 0.34, front * 0.86], rotate: [90, 0, 0] }),
        ]),
      ),
    )
    eyes.push(cylinder(0.066, 0.05, { at: [0, chestY + 0.05, front - 0.008], rotate: [90, 0, 0], round: 0.02 }))
    joints.push(
      torus(0.076, 0.014, { at: [0, chestY + 0.05, front], rotate: [90, 0, 0] }),
      ...[0, 1, 2].map((i) =>
        cylinder(0.13 * bulk - i * 0.008, 0.03, { at: [0, hip + 0.14 - i * 0.045, 0], round: 0.012 }),
      ),
      cylinder(0.1 * bulk, 0.2, { at: [0, hip + 0.06, 0] }),
    )
    body.push(box([0.34 * bulk, 0.14, 0.24 * bulk], { at: [0, hip - 0.02, 0], round: 0.045 }))
    // The head.
    const headY = chestY + chestTall / 2 + 0.2
    const headStyle = random.integer(0, 2)
    const turn = random.between(-18, 18)
    const headParts: FormNode[] = []
    const headJoints: FormNode[] = []
    const headEyes: FormNode[] = []
    const hw = random.between(0.15, 0.19)
    if (headStyle === 0) headParts.push(box([hw * 2, 0.26, 0.26], { round: 0.06 }))
    else if (headStyle === 1)
      headParts.push(union([sphere(hw * 1.02), cylinder(hw * 1.02, 0.14, { at: [0, -0.07, 0], round: 0.02 })], 0.02))
    else
      headParts.push({
        type: 'taper',
        bottom: 0.7,
        top: 1.1,
        from: -0.14,
        to: 0.14,
        child: box([hw * 1.9, 0.28, 0.27], { round: 0.05 }),
      })
    const faceZ = headStyle === 1 ? hw * 0.93 : 0.135
    if (visor ?? random.chance(0.4)) {
      headEyes.push(box([hw * 1.35, 0.055, 0.07], { at: [0, 0.03, faceZ - 0.022], round: 0.024 }))
      headJoints.push(
        subtract(box([hw * 1.6, 0.095, 0.07], { at: [0, 0.03, faceZ - 0.026], round: 0.03 }), [
          box([hw * 1.38, 0.058, 0.3], { at: [0, 0.03, faceZ], round: 0.02 }),
        ]),
      )
    } else {
      headEyes.push(mirror('x', sphere(0.036, { at: [hw * 0.46, 0.035, faceZ - 0.006] })))
      headJoints.push(mirror('x', torus(0.042, 0.012, { at: [hw * 0.46, 0.035, faceZ - 0.002], rotate: [90, 0, 0] })))
    }
    headJoints.push(
      repeat([5, 1, 1], [hw * 0.2, 0, 0], box([0.012, 0.045, 0.03], { round: 0.004 }), {
        at: [0, -0.072, faceZ - 0.008],
      }),
      mirror('x', cylinder(0.05, 0.06, { at: [hw * 1.02, 0.01, 0], rotate: [0, 0, 90], round: 0.012 })),
    )
    const rods = antennas ?? random.integer(0, 2)
    if (rods === 1)
      headJoints.push(union([capsule([0, 0.12, 0], [0, 0.3, -0.02], 0.008), sphere(0.026, { at: [0, 0.31, -0.02] })]))
    if (rods === 2)
      headJoints.push(
        mirror(
          'x',
          union([
            capsule([hw * 1.0, 0.02, 0], [hw * 1.15, 0.26, -0.03], 0.008),
            sphere(0.02, { at: [hw * 1.15, 0.27, -0.03] }),
          ]),
        ),
      )
    const placeHead = (parts: FormNode[], material: string): FormNode =>
      union(parts, 0, { at: [0, headY, 0.01], rotate: [0, turn, 0], material })
    joints.push(
      cylinder(0.06, 0.2, { at: [0, headY - 0.2, 0] }),
      ...[0, 1].map((i) => torus(0.064, 0.016, { at: [0, headY - 0.17 - i * 0.035, 0] })),
    )
    // Arms: shoulder ball, upper arm, elbow, forearm, gripper.
    const shoulderX = chestWide * 0.5 + 0.1
    const shoulderY = chestY + chestTall * 0.28
    for (const sign of [-1, 1]) {
      const lift = random.between(0, 1) < 0.35 ? random.between(0.3, 0.55) : random.between(0, 0.12)
      const elbow: Vec3 = [sign * (shoulderX + 0.06), shoulderY - 0.27, -0.03]
      const wrist: Vec3 = [sign * (shoulderX + 0.05), elbow[1] - 0.22 + lift * 0.62, elbow[2] + 0.12 + lift * 0.3]
      body.push(
        union([sphere(0.115 * bulk, { at: [sign * shoulderX, shoulderY, 0] })]),
        capsule([sign * (shoulderX + 0.02), shoulderY - 0.08, 0], [elbow[0], elbow[1] + 0.05, elbow[2]], 0.062 * bulk, {
          endRadius: 0.055,
        }),
        capsule(lerp(elbow, wrist, 0.22), lerp(elbow, wrist, 0.92), 0.062, { endRadius: 0.078 * bulk }),
      )
      joints.push(
        sphere(0.062, { at: elbow }),
        cylinder(0.06, 0.13, { at: elbow, rotate: [0, 0, 90], round: 0.012 }),
        capsule([sign * (chestWide * 0.42), shoulderY, 0], [sign * shoulderX, shoulderY, 0], 0.055),
      )
      const tip = lerp(elbow, wrist, 1.16)
      joints.push(
        sphere(0.05, { at: wrist }),
        ...[-1, 0, 1].map((k) =>
          tube(
            [
              lerp(elbow, wrist, 1.05),
              [tip[0] + k * 0.045, tip[1], tip[2] + 0.03],
              [tip[0] + k * 0.028, tip[1] - 0.07 + lift * 0.1, tip[2] + 0.05 + lift * 0.05],
            ],
            [0.024, 0.021, 0.014],
          ),
        ),
      )
    }
    if (onTracks) {
      const belt = (x: number): FormNode =>
        union([
          extrude(
            {
              type: 'polygon',
              curve: false,
              points: [
                [-0.3, 0.0],
                [0.3, 0.0],
                [0.42, 0.12],
                [0.36, 0.26],
                [-0.36, 0.26],
                [-0.42, 0.12],
              ],
              round: 0.05,
            },
            0.18,
            { rotate: [0, -90, 0], at: [x, 0.03, 0], round: 0.015 },
          ),
        ])
      const treads = spread(9, -0.32, 0.32).flatMap((z) => [
        box([0.2, 0.03, 0.035], { at: [0.26, 0.3, z], round: 0.006 }),
        box([0.2, 0.03, 0.035], { at: [0.26, 0.012, z * 0.9], round: 0.006 }),
      ])
      joints.push(mirror('x', union([belt(0.26), ...treads])))
      body.push(
        mirror(
          'x',
          union(
            [-0.22, 0, 0.22].map((z) =>
              union([cylinder(0.085, 0.04, { at: [0.36, 0.15, z], rotate: [0, 0, 90], round: 0.012 })]),
            ),
          ),
        ),
        box([0.4, 0.2, 0.5], { at: [0, 0.24, 0], round: 0.04 }),
      )
      joints.push(cylinder(0.09, 0.3, { at: [0, 0.38, 0] }))
    } else {
      const stance = random.between(0.12, 0.18) * bulk
      for (const sign of [-1, 1]) {
        const step = sign * random.between(0.0, 0.1)
        const knee: Vec3 = [sign * (stance + 0.01), hip * 0.52, step * 0.7 + 0.02]
        const ankle: Vec3 = [sign * (stance + 0.02), 0.11, step]
        joints.push(
          sphere(0.085, { at: [sign * stance, hip - 0.05, 0] }),
          cylinder(0.075, 0.15 * bulk, { at: knee, rotate: [0, 0, 90], round: 0.014 }),
          sphere(0.06, { at: ankle }),
        )
        body.push(
          capsule([sign * stance, hip - 0.12, 0.005], lerp([sign * stance, hip - 0.1, 0], knee, 0.82), 0.085 * bulk, {
            endRadius: 0.07 * bulk,
          }),
          capsule(lerp(knee, ankle, 0.2), lerp(knee, ankle, 0.85), 0.07 * bulk, { endRadius: 0.092 * bulk }),
          box([0.17 * bulk, 0.1, 0.3], { at: [ankle[0], 0.05, ankle[2] + 0.05], round: 0.04 }),
          ellipsoid([0.06, 0.07, 0.03], { at: [knee[0], knee[1], knee[2] + 0.085] }),
        )
      }
    }
    return union([
      union([...body, placeHead(headParts, 'body')], 0, { material: 'body' }),
      union([...joints, placeHead(headJoints, 'joints')], 0.004, { material: 'joints' }),
      union([...eyes, placeHead(headEyes, 'eyes')], 0, { material: 'eyes' }),
    ])
  },
})

function lerp(a: Vec3, b: Vec3, t: number): Vec3 {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}
