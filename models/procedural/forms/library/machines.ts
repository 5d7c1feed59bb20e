import { z } from 'zod'
import type { FormNode, Outline, Vec2, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cone,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  polar,
  repeat,
  sphere,
  spread,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

export const spaceship = defineForm({
  id: 'spaceship',
  title: 'Spaceship',
  summary: 'A panelled ship with cockpit, wings, guns and glowing engines, on its landing legs.',
  synonyms: [
    'space ship',
    'starship',
    'spacecraft',
    'starfighter',
    'star fighter',
    'rocket',
    'shuttle',
    'space shuttle',
    'ufo',
    'fighter',
    'rocketship',
  ],
  slots: {
    hull: {
      words: ['hull', 'body', 'fuselage', 'wing', 'wings'],
      material: { family: 'hull-panels' },
      role: 'primary',
    },
    trim: {
      words: ['trim', 'stripe', 'stripes', 'fin', 'fins', 'nose', 'tail'],
      material: { family: 'painted-metal', colours: ['#b5421c'] },
      role: 'secondary',
    },
    engine: {
      words: ['engine', 'engines', 'exhaust', 'gun', 'guns', 'legs', 'cannon'],
      material: { family: 'steel', traits: ['burnt'] },
      role: 'fixed',
    },
    cockpit: {
      words: ['cockpit', 'canopy', 'window', 'windows', 'glass'],
      material: { family: 'glass', colours: ['#1e3a5a'] },
      role: 'fixed',
    },
    glow: {
      words: ['light', 'lights', 'thrusters', 'glow', 'thruster', 'flame'],
      material: { family: 'crystal', traits: ['glowing'], colours: ['#4db8ff'] },
      role: 'fixed',
    },
  },
  parameters: { engines: z.int().min(1).max(4).optional(), legs: z.boolean().default(true) },
  chip: 0.006,
  shape(random, { engines, legs }) {
    const long = random.between(2.2, 2.8)
    const wide = random.between(0.3, 0.4)
    const flat = random.between(0.62, 0.8)
    const sweep = random.between(0.25, 0.7)
    const span = random.between(0.75, 1.15)
    const count = engines ?? random.pick([2, 2, 3, 4])
    // The fuselage lies along z, nose to +z; it is turned from a profile.
    const profile: Vec2[] = [
      [wide * 0.78, -long * 0.46],
      [wide * 0.98, -long * 0.34],
      [wide, -long * 0.1],
      [wide * 0.86, long * 0.14],
      [wide * 0.5, long * 0.36],
      [wide * 0.2, long * 0.48],
      [0.012, long * 0.53],
    ]
    const fuselage = lathe(profile, { curve: true, rotate: [90, 0, 0], scale: [1, 1, flat] })
    const belly = box([wide * 1.3, wide * 0.45, long * 0.62], { at: [0, -wide * 0.42, -long * 0.08], round: 0.05 })
    const spine = {
      type: 'taper',
      bottom: 1,
      top: 0.4,
      from: -long * 0.4,
      to: long * 0.2,
      child: box([wide * 0.7, long * 0.6, wide * 0.5], { at: [0, -long * 0.1, 0], round: 0.04 }),
      rotate: [90, 0, 0],
      at: [0, wide * 0.42, 0],
    } satisfies FormNode
    const wingPlan: Outline = {
      type: 'polygon',
      points: [
        [wide * 0.4, long * 0.12],
        [wide + span * 0.55, -sweep * 0.35],
        [wide + span, -long * 0.16 - sweep * 0.45],
        [wide + span * 1.02, -long * 0.3 - sweep * 0.35],
        [wide + span * 0.5, -long * 0.34 - sweep * 0.1],
        [wide * 0.4, -long * 0.38],
      ],
      round: 0.015,
    }
    const dihedral = random.between(-9, 9)
    const wing = union([extrude(wingPlan, 0.055, { rotate: [90, 0, 0], round: 0.015 })], 0, {
      rotate: [0, 0, dihedral],
    })
    const slots2 = union(
      [
        repeat([4, 1, 1], [span * 0.17, 0, 0], box([0.014, 0.03, long * 0.26]), {
          at: [wide + span * 0.34, 0.035, -long * 0.22],
        }),
        box([span * 0.9, 0.03, 0.014], { at: [wide + span * 0.42, 0.035, -long * 0.27] }),
      ],
      0,
      { rotate: [0, 0, dihedral] },
    )
    const wings = mirror('x', subtract(wing, [slots2]))
    const grooves = [-0.3, -0.16, 0.0, 0.13].map((t) =>
      torus(wide * 1.02, 0.011, { at: [0, 0, long * t], rotate: [90, 0, 0], scale: [1, 1, flat] }),
    )
    const hatch = mirror(
      'x',
      box([0.03, wide * 0.3, long * 0.12], { at: [wide * 0.97, wide * 0.08, -long * 0.22], round: 0.015 }),
    )
    const ports = mirror(
      'x',
      repeat([1, 1, 4], [0, 0, long * 0.055], sphere(0.026), { at: [wide * 0.93, wide * 0.16, long * 0.02] }),
    )
    const hull = subtract(union([fuselage, belly, spine], 0.06), [...grooves, hatch, ports], 0.006)
    const greebles = Array.from({ length: 9 }, () =>
      box([random.between(0.04, 0.14), random.between(0.03, 0.06), random.between(0.06, 0.2)], {
        at: [random.between(-0.24, 0.24) * wide * 1.6, wide * flat * 0.82, -long * random.between(0.12, 0.42)],
        round: 0.008,
      }),
    )
    const fins = random.pick([1, 2, 2])
    const finShape: Outline = {
      type: 'polygon',
      points: [
        [-long * 0.46, 0],
        [-long * 0.22, 0],
        [-long * 0.36, wide * 1.35],
        [-long * 0.47, wide * 1.4],
      ],
      round: 0.012,
    }
    const fin = (x: number, lean: number): FormNode =>
      extrude(finShape, 0.045, { at: [x, wide * 0.45, 0], rotate: [0, -90, lean], round: 0.012 })
    const tail = fins === 1 ? fin(0, 0) : mirror('x', fin(wide * 0.62, -18))
    const tips = mirror(
      'x',
      union(
        [
          box([0.05, 0.07, long * 0.2], { at: [wide + span * 1.0, 0, -long * 0.23 - sweep * 0.38], round: 0.018 }),
          cone(0.03, 0.004, 0.22, { at: [wide + span * 1.0, 0, -long * 0.08 - sweep * 0.38], rotate: [90, 0, 0] }),
        ],
        0,
        { rotate: [0, 0, dihedral] },
      ),
    )
    const noseCone = lathe(
      [
        [wide * 0.26, long * 0.445],
        [wide * 0.2, long * 0.485],
        [0.018, long * 0.545],
        [0.01, long * 0.6],
      ],
      { curve: true, rotate: [90, 0, 0], scale: [1, 1, flat] },
    )
    const stripe = {
      type: 'intersect',
      children: [
        { type: 'round', radius: 0.007, child: fuselage },
        box([wide * 0.24, 2, long * 0.42], { at: [0, 1, long * 0.2], round: 0.02 }),
      ],
    } satisfies FormNode
    const canopyZ = long * random.between(0.1, 0.2)
    const canopy = ellipsoid([wide * 0.46, wide * 0.4, long * 0.15], {
      at: [0, wide * flat * 0.72, canopyZ],
      rotate: [10, 0, 0],
    })
    const bars = [-0.05, 0.045].map((t) =>
      torus(wide * 0.43, 0.012, {
        at: [0, wide * flat * 0.72 - t * 0.15, canopyZ + long * t],
        rotate: [90, 0, 0],
        scale: [1, 1, 0.9],
      }),
    )
    const engineAt: Vec3[] =
      count === 1
        ? [[0, 0, 0]]
        : count === 2
          ? [
              [wide * 0.85, 0.02, 0],
              [-wide * 0.85, 0.02, 0],
            ]
          : count === 3
            ? [
                [0, wide * 0.42, 0],
                [wide * 0.85, -0.06, 0],
                [-wide * 0.85, -0.06, 0],
              ]
            : [
                [wide * 0.8, wide * 0.3, 0],
                [-wide * 0.8, wide * 0.3, 0],
                [wide * 0.8, -wide * 0.34, 0],
                [-wide * 0.8, -wide * 0.34, 0],
              ]
    const er = count === 1 ? wide * 0.66 : random.between(0.15, 0.19)
    const nacelle = union([
      subtract(
        lathe(
          [
            [er * 0.86, -0.36],
            [er, -0.28],
            [er * 1.05, 0.05],
            [er * 0.82, 0.34],
            [er * 0.4, 0.46],
          ],
          { curve: true },
        ),
        [cone(er * 0.8, er * 0.4, 0.2, { at: [0, -0.3, 0] })],
      ),
      ...[-0.2, -0.06, 0.1].map((y) => torus(er * 1.02, 0.016, { at: [0, y, 0] })),
      polar(8, box([0.03, 0.2, 0.03], { at: [0, -0.3, er * 0.9], round: 0.006 })),
    ])
    const engineParts = engineAt.map(([x, y]) => union([nacelle], 0, { at: [x, y, -long * 0.4], rotate: [90, 0, 0] }))
    const glows = engineAt.map(([x, y]) =>
      union(
        [
          cylinder(er * 0.66, 0.05, { at: [0, -0.25, 0], round: 0.01 }),
          sphere(er * 0.42, { at: [0, -0.27, 0], scale: [1, 0.6, 1] }),
        ],
        0,
        { at: [x, y, -long * 0.4], rotate: [90, 0, 0] },
      ),
    )
    const guns = mirror(
      'x',
      union(
        [
          cylinder(0.028, 0.5, { at: [wide + span * 0.42, -0.06, -0.02], rotate: [90, 0, 0] }),
          cylinder(0.016, 0.3, { at: [wide + span * 0.42, -0.06, 0.32], rotate: [90, 0, 0] }),
          torus(0.022, 0.009, { at: [wide + span * 0.42, -0.06, 0.44], rotate: [90, 0, 0] }),
        ],
        0,
        { rotate: [0, 0, dihedral] },
      ),
    )
    const navLights = mirror('x', sphere(0.022, { at: [wide + span * 1.0, 0.045, -long * 0.2 - sweep * 0.38] }), 0, {
      rotate: [0, 0, 0],
    })
    const landing = union([
      tube(
        [
          [0, -wide * 0.4, long * 0.24],
          [0, -wide * 1.1, long * 0.27],
        ],
        0.03,
      ),
      box([0.14, 0.03, 0.2], { at: [0, -wide * 1.13, long * 0.27], round: 0.012 }),
      mirror(
        'x',
        union([
          tube(
            [
              [wide * 0.5, -wide * 0.4, -long * 0.22],
              [wide * 0.85, -wide * 1.1, -long * 0.24],
            ],
            0.034,
          ),
          box([0.16, 0.03, 0.22], { at: [wide * 0.86, -wide * 1.13, -long * 0.24], round: 0.012 }),
        ]),
      ),
    ])
    return union(
      [
        union([hull, wings, ...greebles], 0, { material: 'hull' }),
        union([tail, tips, noseCone, stripe], 0, { material: 'trim' }),
        union([...engineParts, guns, ...bars, ...(legs ? [landing] : [])], 0, { material: 'engine' }),
        union([canopy], 0, { material: 'cockpit' }),
        union([...glows, navLights], 0, { material: 'glow' }),
      ],
      0,
      { at: [0, wide * 1.15, 0] },
    )
  },
})

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

export const gear = defineForm({
  id: 'gear',
  title: 'Gear',
  summary: 'Meshing cogwheels with spokes or holes and a keyed hub.',
  synonyms: ['cog', 'cogwheel', 'gearwheel', 'gears', 'cogs', 'sprocket', 'clockwork', 'mechanism'],
  slots: {
    gear: { words: ['wheel', 'tooth', 'teeth', 'body'], material: { family: 'steel' }, role: 'primary' },
    hub: { words: ['hub', 'axle', 'bolt', 'bolts', 'shaft'], material: { family: 'bronze' }, role: 'secondary' },
  },
  parameters: { teeth: z.int().min(8).max(40).optional(), second: z.boolean().optional() },
  chip: 0.004,
  shape(random, { teeth, second }) {
    const count = teeth ?? random.integer(14, 22)
    const module = 0.046
    const radius = (count * module) / 2 + module * 0.5
    const pair = second ?? random.chance(0.6)
    const wheel = (n: number, thick: number, turn: number): { wheel: FormNode; hub: FormNode; radius: number } => {
      const r = (n * module) / 2 + module * 0.5
      const bore = r * 0.17
      const spokes = random.integer(0, 2)
      const openings: Outline[] =
        spokes === 0
          ? [
              {
                type: 'polar',
                count: random.pick([5, 6]),
                child: { type: 'circle', radius: r * 0.155, at: [0, r * 0.5] },
              },
            ]
          : spokes === 1
            ? [
                {
                  type: 'subtract',
                  from: {
                    type: 'subtract',
                    from: { type: 'circle', radius: r * 0.7 },
                    remove: [{ type: 'circle', radius: r * 0.34 }],
                  },
                  remove: [
                    {
                      type: 'polar',
                      count: random.pick([4, 5, 6]),
                      child: { type: 'rectangle', size: [r * 0.15, r * 2], at: [0, r] },
                    },
                  ],
                },
              ]
            : []
      const plate = extrude(
        {
          type: 'subtract',
          from: { type: 'cog', teeth: n, radius: r, depth: module * 1.05, round: 0.004 },
          remove: [{ type: 'circle', radius: bore }, ...openings],
        },
        thick,
        { round: 0.006 },
      )
      const recess = mirror(
        'z',
        subtract(cylinder(r * 0.72, 0.05, { at: [0, 0, thick / 2], rotate: [90, 0, 0] }), [
          cylinder(r * 0.32, 1, { rotate: [90, 0, 0] }),
        ]),
      )
      const body = subtract(plate, [recess], 0.008)
      const collar = subtract(cylinder(r * 0.3, thick * 1.5, { rotate: [90, 0, 0], round: 0.01 }), [
        cylinder(bore, 1, { rotate: [90, 0, 0] }),
        box([bore * 0.6, bore * 0.7, 1], { at: [0, bore * 1.05, 0] }),
      ])
      const bolts = {
        type: 'union',
        children: [
          polar(6, { type: 'prism', sides: 6, radius: r * 0.035, height: thick * 1.62, at: [0, 0, r * 0.235] }),
        ],
        rotate: [90, 0, 0],
      } satisfies FormNode
      return {
        wheel: union([body], 0, { rotate: [0, 0, turn] }),
        hub: union([collar, bolts], 0, { rotate: [0, 0, turn] }),
        radius: r,
      }
    }
    const first = wheel(count, random.between(0.12, 0.16), 0)
    const parts: FormNode[] = [
      union([first.wheel], 0, { at: [0, radius, 0], material: 'gear' }),
      union([first.hub], 0, { at: [0, radius, 0], material: 'hub' }),
    ]
    if (pair) {
      const small = random.integer(9, 12)
      const other = wheel(small, 0.11, 0)
      const distance = ((count + small) * module) / 2
      const angle = random.between(24, 62)
      const [dx, , dy] = around(90 - angle, distance)
      // A tooth of one wheel meets a gap of the other along the line between the centres.
      const phase = angle + 180 + 180 / small - ((angle % (360 / count)) * count) / small + 0
      const turned = { at: [dx, radius + dy, 0] as Vec3, rotate: [0, 0, phase] as Vec3 }
      parts.push(
        union([other.wheel], 0, { ...turned, material: 'gear' }),
        union([other.hub], 0, { ...turned, material: 'hub' }),
      )
    }
    return union(parts)
  },
})

export const anvil = defineForm({
  id: 'anvil',
  title: 'Anvil',
  summary: "A smith's anvil with horn and heel on an oak stump.",
  synonyms: ['blacksmith anvil', 'forge', 'blacksmith'],
  slots: {
    iron: { words: ['anvil', 'horn', 'face', 'body'], material: { family: 'iron' }, role: 'primary' },
    stump: { words: ['stump', 'block', 'base', 'log', 'wood'], material: { family: 'bark' }, role: 'secondary' },
    band: { words: ['band', 'bands', 'ring', 'chain'], material: { family: 'rust' }, role: 'fixed' },
  },
  parameters: { stump: z.boolean().default(true) },
  chip: 0.006,
  shape(random, { stump }) {
    const long = random.between(0.3, 0.36)
    const waist = random.between(0.11, 0.14)
    const foot = extrude(
      {
        type: 'polygon',
        points: [
          [-0.21, 0],
          [0.21, 0],
          [0.21, 0.05],
          [0.15, 0.09],
          [waist * 0.9, 0.17],
          [waist, 0.24],
          [0.2, 0.29],
          [0.23, 0.31],
          [0.23, 0.385],
          [-0.23, 0.385],
          [-0.23, 0.31],
          [-0.2, 0.29],
          [-waist, 0.24],
          [-waist * 0.9, 0.17],
          [-0.15, 0.09],
          [-0.21, 0.05],
        ],
        round: 0.008,
      },
      0.2,
      { round: 0.012 },
    )
    const feet = mirror('x', mirror('z', box([0.13, 0.05, 0.08], { at: [0.15, 0.025, 0.1], round: 0.012 })))
    const horn = union(
      [{ type: 'capsule', from: [0.2, 0.33, 0], to: [0.22 + long, 0.37, 0], radius: 0.082, endRadius: 0.012 }],
      0,
      { scale: [1, 1, 0.92] },
    )
    const table = box([0.12, 0.05, 0.16], { at: [0.24, 0.345, 0], round: 0.008 })
    const heel: FormNode = {
      type: 'taper',
      bottom: 0.6,
      top: 1,
      from: -0.05,
      to: 0.05,
      child: box([0.24, 0.1, 0.2], { round: 0.008 }),
      at: [-0.29, 0.335, 0],
    }
    const hardy = box([0.035, 0.2, 0.035], { at: [-0.32, 0.38, 0.03] })
    const pritchel = cylinder(0.014, 0.2, { at: [-0.365, 0.38, -0.04] })
    const shape = subtract(
      union([foot, feet, horn, table, heel], 0.015),
      [hardy, pritchel, ...(random.chance(0.6) ? [sphere(0.05, { at: [0.05, 0.425, 0.06] })] : [])],
      0.004,
    )
    if (!stump) return union([shape], 0, { material: 'iron' })
    const high = random.between(0.36, 0.46)
    const wood = displace(
      'ridged',
      0.018,
      0.06,
      lathe(
        [
          [0.38, 0],
          [0.345, 0.08],
          [0.33, high - 0.02],
          [0.32, high],
        ],
        { curve: true, scale: [1, 1, 0.86] },
      ),
      { octaves: 2, stretch: [1, 5, 1], seed: random.integer(0, 65535) },
    )
    const bands = [0.12, high - 0.08].map((y) =>
      union([torus(0.336, 0.018, { at: [0, y, 0], scale: [1.015, 1.8, 0.875] })]),
    )
    const staples = mirror('x', torus(0.05, 0.014, { at: [0.23, high + 0.01, 0.06], rotate: [90, 0, 0], arc: 200 }))
    const parts: FormNode[] = [
      union([shape], 0, { at: [-0.04, high, 0], material: 'iron' }),
      union([wood], 0, { material: 'stump' }),
      union([...bands, staples], 0, { material: 'band' }),
    ]
    if (random.chance(0.65)) {
      const y = high + 0.39
      parts.push(
        union(
          [
            box([0.06, 0.06, 0.15], { at: [0, y + 0.034, 0.02], round: 0.008 }),
            capsule([0, y + 0.034, 0.06], [-0.3, y + 0.034, 0.14], 0.013),
          ],
          0,
          { at: [0.02, 0, 0], rotate: [0, random.between(-14, 14), 0], material: 'band' },
        ),
      )
    }
    return union(parts)
  },
})

export const ring = defineForm({
  id: 'ring',
  title: 'Ring',
  summary: 'A finger ring with a set stone, shoulders and small stones.',
  synonyms: ['jewellery', 'jewelry', 'wedding ring', 'signet ring', 'diamond ring', 'engagement ring', 'band ring'],
  slots: {
    band: { words: ['band', 'setting', 'prongs', 'metal'], material: { family: 'gold' }, role: 'primary' },
    gem: {
      words: ['gem', 'jewel', 'stone', 'diamond', 'ruby', 'emerald', 'sapphire', 'gems'],
      material: { family: 'crystal', colours: ['#b3122e'] },
      role: 'secondary',
    },
  },
  parameters: { cut: z.enum(['round', 'square', 'oval']).optional() },
  chip: 0.004,
  shape(random, { cut }) {
    // Ten times life size, so that its details are of the size of those of other forms.
    const r = 0.3
    const thick = random.between(0.026, 0.036)
    const kind = cut ?? random.pick(['round', 'square', 'oval'] as const)
    const twisted = random.chance(0.35)
    const hoop: FormNode = twisted
      ? displace('waves', 0.006, 0.02, torus(r, thick, { rotate: [90, 0, 0] }), { count: 2 })
      : union(
          [
            torus(r, thick, { rotate: [90, 0, 0], scale: [1, random.between(1.2, 1.7), 1] }),
            torus(r + thick * 0.4, thick * 0.5, { rotate: [90, 0, 0], at: [0, 0, 0] }),
          ],
          0.01,
        )
    const size = random.between(0.085, 0.115)
    const sides = kind === 'square' ? 4 : kind === 'oval' ? 12 : 8
    const crownCut: FormNode = {
      type: 'intersect',
      children: [
        { type: 'pyramid', sides, radius: size * 1.5, height: size * 1.5, at: [0, size * 0.42, 0] },
        { type: 'prism', sides, radius: size, height: size * 2 },
        box([1, size * 0.9, 1], { at: [0, 0, 0] }),
      ],
    }
    const pavilion: FormNode = {
      type: 'pyramid',
      sides,
      radius: size,
      height: size * 1.05,
      at: [0, -size * 0.62, 0],
      rotate: [180, 0, 0],
    }
    const top = r + thick + size * 0.75
    const stone = union([crownCut, pavilion], 0, { at: [0, top, 0], scale: kind === 'oval' ? [1.25, 1, 0.9] : 1 })
    const stretch = kind === 'oval' ? 1.2 : 1
    const prongs = polar(
      kind === 'square' ? 4 : 6,
      tube(
        [
          [0, r + 0.01, size * 0.35],
          [0, top - size * 0.5, size * 0.9],
          [0, top + size * 0.16, size * 0.93],
          [0, top + size * 0.3, size * 0.78],
        ],
        [0.014, 0.012, 0.012, 0.009],
      ),
      { rotate: [0, kind === 'square' ? 45 : 30, 0], scale: [stretch, 1, 1] },
    )
    const basket = [
      torus(size * 0.62, 0.01, { at: [0, top - size * 0.72, 0], scale: [stretch, 1, 1] }),
      torus(size * 0.9, 0.01, { at: [0, top - size * 0.25, 0], scale: [stretch, 1, 1] }),
      ellipsoid([size * 0.55, 0.035, size * 0.5], { at: [0, r + thick * 0.9, 0] }),
    ]
    const small: FormNode[] = []
    const beads: FormNode[] = []
    for (const degrees of [20, 32, 44]) {
      const [x, , y] = around(degrees, r + thick * 1.02)
      small.push(mirror('x', sphere(0.019, { at: [x, y, 0] })))
      beads.push(mirror('x', torus(0.021, 0.006, { at: [x, y, 0], rotate: [0, 0, -degrees] })))
    }
    return union(
      [
        union([hoop, prongs, ...basket, ...beads], 0.004, { material: 'band' }),
        union([stone, ...small], 0, { material: 'gem' }),
      ],
      0,
      { at: [0, r + thick + 0.005, 0] },
    )
  },
})

export const crown = defineForm({
  id: 'crown',
  title: 'Crown',
  summary: 'A royal crown with points, arches, gems and an ermine band.',
  synonyms: ['tiara', 'diadem', 'coronet', 'royal crown', 'kings crown'],
  slots: {
    metal: { words: ['band', 'metal', 'points', 'spikes', 'arches'], material: { family: 'gold' }, role: 'primary' },
    gems: {
      words: ['gem', 'gems', 'jewel', 'jewels', 'stones', 'ruby', 'rubies'],
      material: { family: 'crystal', colours: ['#b3122e'] },
      role: 'secondary',
    },
    cap: {
      words: ['cap', 'velvet', 'lining', 'fur', 'cushion'],
      material: { family: 'fabric', colours: ['#6a1030'] },
      role: 'fixed',
    },
  },
  parameters: { points: z.int().min(4).max(12).optional(), arches: z.boolean().optional() },
  chip: 0.003,
  shape(random, { points, arches }) {
    const r = 0.24
    const n = points ?? random.pick([5, 6, 8])
    const flare = random.between(1.0, 1.14)
    const high = random.between(0.09, 0.13)
    const arched = arches ?? random.chance(0.5)
    const band = subtract(
      lathe(
        [
          [r, 0],
          [r * 1.02, 0.012],
          [r * (1 + flare) * 0.5, high * 0.5],
          [r * flare, high],
        ],
        { round: 0.003 },
      ),
      [
        lathe([
          [r - 0.014, -0.02],
          [r * flare - 0.014, high + 0.02],
        ]),
      ],
    )
    const rims = [torus(r + 0.002, 0.012, { at: [0, 0.012, 0] }), torus(r * flare, 0.009, { at: [0, high, 0] })]
    const style = random.integer(0, 2)
    const spike: FormNode =
      style === 0
        ? union(
            [
              extrude(
                {
                  type: 'polygon',
                  points: [
                    [-0.06, 0],
                    [0.06, 0],
                    [0.012, 0.17],
                    [-0.012, 0.17],
                  ],
                  round: 0.004,
                },
                0.014,
              ),
              sphere(0.022, { at: [0, 0.185, 0] }),
            ],
            0.006,
          )
        : style === 1
          ? union(
              [
                extrude(
                  {
                    type: 'union',
                    smooth: 0.01,
                    children: [
                      { type: 'circle', radius: 0.034, at: [0, 0.11] },
                      { type: 'circle', radius: 0.026, at: [-0.036, 0.07] },
                      { type: 'circle', radius: 0.026, at: [0.036, 0.07] },
                      {
                        type: 'polygon',
                        points: [
                          [-0.03, -0.01],
                          [0.03, -0.01],
                          [0.014, 0.08],
                          [-0.014, 0.08],
                        ],
                      },
                    ],
                  },
                  0.016,
                  { round: 0.005 },
                ),
                sphere(0.016, { at: [0, 0.15, 0] }),
              ],
              0.004,
            )
          : union(
              [
                cone(0.02, 0.008, 0.13, { at: [0, 0.06, 0] }),
                sphere(0.026, { at: [0, 0.135, 0] }),
                sphere(0.011, { at: [0, 0.168, 0] }),
              ],
              0.006,
            )
    const crest = polar(
      n,
      union([spike], 0, { at: [0, high - 0.01, r * flare - 0.006], rotate: [(flare - 1) * 60, 0, 0] }),
    )
    const small = polar(
      n,
      union([cone(0.012, 0.004, 0.05, { at: [0, 0.02, 0] }), sphere(0.013, { at: [0, 0.048, 0] })], 0.003, {
        at: [0, high, r * flare - 0.005],
      }),
      { rotate: [0, 180 / n, 0] },
    )
    const gems = [
      polar(n, ellipsoid([0.024, 0.03, 0.014], { at: [0, high * 0.5, (r * (1 + flare)) / 2 + 0.006] })),
      polar(n, sphere(0.0135, { at: [0, high * 0.5, (r * (1 + flare)) / 2 + 0.006] }), { rotate: [0, 180 / n, 0] }),
    ]
    const settings = polar(
      n,
      torus(0.028, 0.006, {
        at: [0, high * 0.5, (r * (1 + flare)) / 2 + 0.003],
        rotate: [90, 0, 0],
        scale: [0.9, 1, 1.12],
      }),
    )
    const metal: FormNode[] = [band, ...rims, crest, small, settings]
    const cap: FormNode[] = []
    if (arched) {
      const rise = random.between(0.2, 0.26)
      for (const degrees of [0, 90])
        metal.push(
          union(
            [
              tube(
                [
                  [0, high + 0.08, r * flare],
                  [0, high + rise * 0.9, r * 0.8],
                  [0, high + rise * 0.86, 0],
                  [0, high + rise * 0.9, -r * 0.8],
                  [0, high + 0.08, -r * flare],
                ],
                0.014,
              ),
              ...[-0.75, -0.4, 0.4, 0.75].map((t) =>
                sphere(0.017, { at: [0, high + rise * (1.0 - 0.16 * t * t) - 0.02, r * t * 1.05] }),
              ),
            ],
            0.003,
            { rotate: [0, degrees, 0] },
          ),
        )
      metal.push(
        sphere(0.04, { at: [0, high + rise * 0.86 + 0.04, 0] }),
        box([0.02, 0.09, 0.016], { at: [0, high + rise * 0.86 + 0.12, 0], round: 0.004 }),
        box([0.062, 0.02, 0.016], { at: [0, high + rise * 0.86 + 0.125, 0], round: 0.004 }),
      )
      cap.push(
        displace('waves', 0.01, 0.05, ellipsoid([r * 0.92, rise * 0.78, r * 0.92], { at: [0, high, 0] }), { count: 8 }),
      )
    }
    const cushionHigh = 0.13
    const cushion = union(
      [
        box([0.74, 0.13, 0.74], { at: [0, cushionHigh / 2, 0], round: 0.06 }),
        ellipsoid([0.33, 0.09, 0.33], { at: [0, cushionHigh / 2, 0] }),
        mirror(
          'x',
          mirror(
            'z',
            union(
              [
                sphere(0.035, { at: [0.36, 0.065, 0.36] }),
                cone(0.034, 0.012, 0.1, { at: [0.39, 0.055, 0.39], rotate: [50, 45, 0] }),
              ],
              0.01,
            ),
          ),
        ),
      ],
      0.03,
    )
    return union([
      union(
        [
          union(metal, 0.002, { material: 'metal' }),
          union(gems, 0, { material: 'gems' }),
          ...(cap.length > 0 ? [union(cap, 0, { material: 'cap' })] : []),
        ],
        0,
        { at: [0, cushionHigh + 0.015, 0] },
      ),
      union([cushion], 0, { material: 'cap' }),
    ])
  },
})

export const skull = defineForm({
  id: 'skull',
  title: 'Skull',
  summary: 'A human skull with sockets, cheekbones, teeth and jaw.',
  synonyms: ['cranium', 'skeleton head', 'human skull', 'death head', 'skeleton', 'memento mori'],
  slots: {
    bone: { words: ['bone', 'jaw'], material: { family: 'bone' }, role: 'primary' },
    teeth: { words: ['tooth', 'teeth'], material: { family: 'porcelain' }, role: 'secondary' },
  },
  parameters: { jaw: z.boolean().optional(), open: z.number().min(0).max(1).optional() },
  chip: 0.004,
  shape(random, { jaw, open }) {
    const width = random.between(0.94, 1.06)
    const gape = (open ?? random.between(0, 1)) * 0.045
    const withJaw = jaw ?? random.chance(0.8)
    const cranium = union(
      [
        ellipsoid([0.2, 0.2, 0.235], { at: [0, 0.36, -0.04] }),
        ellipsoid([0.165, 0.13, 0.15], { at: [0, 0.34, 0.08] }),
        ellipsoid([0.13, 0.12, 0.13], { at: [0, 0.24, -0.06] }),
      ],
      0.06,
    )
    const face = union(
      [
        ellipsoid([0.115, 0.14, 0.1], { at: [0, 0.21, 0.115] }),
        mirror('x', capsule([0.055, 0.215, 0.19], [0.15, 0.24, 0.1], 0.03, { endRadius: 0.022 }), 0.02),
        mirror('x', capsule([0.15, 0.24, 0.1], [0.176, 0.25, -0.02], 0.018), 0.02),
        mirror('x', capsule([0.02, 0.33, 0.215], [0.135, 0.335, 0.155], 0.028, { endRadius: 0.02 }), 0.02),
        ellipsoid([0.075, 0.06, 0.07], { at: [0, 0.12, 0.155] }),
      ],
      0.03,
    )
    const holes = [
      mirror('x', ellipsoid([0.056, 0.05, 0.09], { at: [0.07, 0.268, 0.205], rotate: [0, 14, -8] })),
      mirror('x', ellipsoid([0.022, 0.042, 0.07], { at: [0.017, 0.19, 0.225], rotate: [0, 0, 14] })),
      mirror('x', ellipsoid([0.05, 0.08, 0.1], { at: [0.16, 0.15, 0.08] })),
      mirror('x', ellipsoid([0.03, 0.055, 0.06], { at: [0.185, 0.29, 0.1] })),
    ]
    const nasal = capsule([0, 0.275, 0.218], [0, 0.222, 0.24], 0.015, { endRadius: 0.01 })
    const upper = union([subtract(union([cranium, face], 0.045), holes, 0.022), nasal], 0.012)
    const seam = displace('fbm', 0.005, 0.07, upper, { octaves: 3, seed: random.integer(0, 65535) })
    const teethRow = (y: number, tall: number, radius: number): FormNode =>
      union(
        spread(9, -64, 64).map((degrees) => {
          const [x, , z] = around(degrees, radius)
          return box([0.0185, tall, 0.018], { at: [x, y, z + 0.128], rotate: [0, degrees, 0], round: 0.006 })
        }),
      )
    const parts = [
      union([seam], 0, { material: 'bone' }),
      union([teethRow(0.072, 0.042, 0.085)], 0, { material: 'teeth' }),
    ]
    if (withJaw) {
      const y = 0.02 - gape
      const bone = union(
        [
          mirror(
            'x',
            tube(
              [
                [0, y - 0.025, 0.205],
                [0.065, y - 0.02, 0.175],
                [0.115, y - 0.005, 0.07],
                [0.14, y + 0.06, 0.0],
                [0.148, 0.2, -0.005],
              ],
              [0.036, 0.032, 0.03, 0.028, 0.02],
            ),
            0.01,
          ),
          ellipsoid([0.05, 0.035, 0.03], { at: [0, y - 0.04, 0.215] }),
        ],
        0.02,
      )
      parts.push(
        union([displace('fbm', 0.004, 0.06, bone, { octaves: 2, seed: random.integer(0, 65535) })], 0, {
          material: 'bone',
        }),
        union([teethRow(y + 0.022, 0.036, 0.079)], 0, { material: 'teeth' }),
      )
    }
    return union(parts, 0, { at: [0, withJaw ? 0.06 + gape : -0.04, 0], scale: [width, 1, 1] })
  },
})

export const key = defineForm({
  id: 'key',
  title: 'Key',
  summary: 'An old ornamental key with a pierced bow and a cut bit.',
  synonyms: ['skeleton key', 'old key', 'door key', 'keys'],
  slots: {
    metal: { words: ['bow', 'shaft', 'bit', 'teeth', 'body'], material: { family: 'bronze' }, role: 'primary' },
    gem: { words: ['gem', 'jewel', 'stone'], material: { family: 'crystal', colours: ['#1f45b5'] }, role: 'secondary' },
  },
  parameters: { lobes: z.int().min(1).max(4).optional() },
  chip: 0.003,
  shape(random, { lobes }) {
    const long = random.between(0.5, 0.62)
    const n = lobes ?? random.integer(1, 4)
    const bow: FormNode[] =
      n === 1
        ? [torus(0.11, 0.022, { rotate: [90, 0, 0], scale: [1.1, 1, 0.9] })]
        : spread(n, n === 2 ? -55 : -100, n === 2 ? 55 : 100).map((degrees) => {
            const [x, , y] = around(degrees, 0.085)
            return torus(n === 4 ? 0.05 : 0.062, 0.018, { at: [x, y, 0], rotate: [90, 0, 0] })
          })
    const ornament = [
      sphere(0.034, { at: [0, n === 1 ? 0.1 : 0.02, 0], scale: [1, 1, 0.7] }),
      lathe(
        [
          [0.02, -0.16],
          [0.034, -0.14],
          [0.022, -0.12],
          [0.038, -0.1],
          [0.024, -0.08],
          [0.02, -0.05],
        ],
        { curve: true },
      ),
    ]
    const bitDown = -long + 0.05
    const bit: Outline = {
      type: 'subtract',
      from: { type: 'rectangle', size: [0.15, 0.16], at: [0.085, 0], round: 0.006 },
      remove: [
        { type: 'rectangle', size: [0.08, 0.022], at: [0.14, 0.03] },
        { type: 'rectangle', size: [0.05, 0.03], at: [0.15, -0.035] },
        { type: 'rectangle', size: [0.022, 0.06], at: [0.085, -0.075] },
        ...(random.chance(0.5) ? [{ type: 'circle' as const, radius: 0.017, at: [0.065, 0.02] as Vec2 }] : []),
      ],
    }
    const stem = union(
      [
        lathe(
          [
            [0.019, -long],
            [0.021, -long * 0.5],
            [0.02, 0],
          ],
          {},
        ),
        ...[0.0, 0.03].map((d) => torus(0.022, 0.008, { at: [0, -long + 0.16 + d, 0] })),
        sphere(0.022, { at: [0, -long, 0] }),
      ],
      0.003,
    )
    const metal = union(
      [...bow, ...ornament, stem, extrude(bit, 0.03, { at: [0, bitDown + 0.02, 0], round: 0.005 })],
      0.01,
      { material: 'metal' },
    )
    const gem = mirror('z', ellipsoid([0.02, 0.02, 0.012], { at: [0, n === 1 ? 0.1 : 0.02, 0.024] }), 0, {
      material: 'gem',
    })
    return union([metal, gem], 0, { at: [0, long + 0.03, 0], rotate: [0, 0, random.between(-5, 5)] })
  },
})
