import { z } from 'zod'
import type { FormNode, Outline, Vec2, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  box,
  cone,
  cylinder,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  polar,
  repeat,
  sphere,
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
  view: { azimuth: 38, elevation: 18 },
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
    const navLights = mirror(
      'x',
      union([sphere(0.022, { at: [wide + span * 1.0, 0.045, -long * 0.2 - sweep * 0.38] })], 0, {
        rotate: [0, 0, dihedral],
      }),
    )
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
