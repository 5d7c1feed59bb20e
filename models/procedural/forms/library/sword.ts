import { z } from 'zod'
import type { FormNode, Outline, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  box,
  capsule,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  prism,
  sphere,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

export const sword = defineForm({
  id: 'sword',
  title: 'Sword',
  summary: 'A sword with fullered blade, guard, wound grip and pommel, standing on its point or in a stone.',
  synonyms: [
    'blade',
    'longsword',
    'long sword',
    'broadsword',
    'katana',
    'dagger',
    'rapier',
    'excalibur',
    'greatsword',
    'scimitar',
    'sabre',
    'knife',
    'sword in stone',
    'sword in the stone',
  ],
  variants: {
    'sword in stone': { stone: true },
    'sword in the stone': { stone: true },
    excalibur: { stone: true },
    dagger: { length: 0.42 },
    knife: { length: 0.36 },
  },
  slots: {
    blade: { words: ['blade', 'edge'], material: { family: 'steel' }, role: 'primary' },
    hilt: {
      words: ['hilt', 'guard', 'pommel', 'crossguard', 'handle'],
      material: { family: 'gold' },
      role: 'secondary',
    },
    grip: { words: ['grip', 'wrap'], material: { family: 'leather' }, role: 'fixed' },
    gem: { words: ['gem', 'jewel'], material: { family: 'crystal', colours: ['#b3122e'] }, role: 'fixed' },
    stone: { words: ['stone', 'rock'], material: { family: 'stone' }, role: 'fixed' },
  },
  parameters: { length: z.number().min(0.3).max(1.6).optional(), stone: z.boolean().default(false) },
  view: { azimuth: 24, elevation: 6 },
  chip: 0.003,
  shape(random, { length, stone }) {
    const long = length ?? random.between(0.82, 1.05)
    const wide = random.between(0.036, 0.052) * (long < 0.5 ? 0.8 : 1)
    const thick = 0.011
    const leaf = random.chance(0.3)
    // The blade hangs down from the guard at y = 0: a diamond section with a fuller.
    const edge: Vec2[] = leaf
      ? [
          [wide, 0],
          [wide * 0.72, -long * 0.25],
          [wide * 1.05, -long * 0.62],
          [wide * 0.7, -long * 0.86],
          [0.001, -long],
        ]
      : [
          [wide, 0],
          [wide * 0.9, -long * 0.5],
          [wide * 0.78, -long * 0.86],
          [wide * 0.5, -long * 0.95],
          [0.001, -long],
        ]
    const outline: Outline = {
      type: 'polygon',
      points: [
        ...edge,
        ...[...edge]
          .reverse()
          .slice(1)
          .map(([x, y]) => [-x, y] as Vec2),
      ],
    }
    const slab = extrude(outline, thick * 2)
    const bevel: FormNode = {
      type: 'prism',
      sides: 4,
      radius: wide * 1.12,
      height: long * 2.2,
      scale: [1, 1, (thick / wide) * 0.9],
    }
    const ridge: FormNode = { type: 'intersect', children: [slab, bevel] }
    const fuller = mirror(
      'z',
      capsule([0, 0.02, thick * 1.15], [0, -long * random.between(0.45, 0.68), thick * 1.1], 0.0072),
    )
    const blade = subtract(ridge, [fuller], 0.002)
    const span = random.between(0.1, 0.14)
    const style = random.integer(0, 2)
    const guard: FormNode =
      style === 0
        ? mirror(
            'x',
            union(
              [
                capsule([0, 0.012, 0], [span, 0.012, 0], 0.016, { endRadius: 0.012 }),
                sphere(0.02, { at: [span, 0.012, 0] }),
              ],
              0.008,
            ),
          )
        : style === 1
          ? mirror(
              'x',
              union(
                [
                  tube(
                    [
                      [0, 0.014, 0],
                      [span * 0.6, 0.006, 0],
                      [span, -0.035, 0],
                    ],
                    [0.018, 0.013, 0.009],
                  ),
                  sphere(0.015, { at: [span, -0.036, 0] }),
                ],
                0.006,
              ),
            )
          : mirror(
              'x',
              union(
                [
                  box([span, 0.024, 0.03], { at: [span / 2, 0.012, 0], round: 0.006 }),
                  prism(4, 0.026, 0.024, { at: [span + 0.005, 0.012, 0], rotate: [90, 0, 0], round: 0.004 }),
                ],
                0.004,
              ),
            )
    const boss = union(
      [
        box([wide * 1.5, 0.045, 0.036], { at: [0, 0.008, 0], round: 0.01 }),
        cylinder(0.02, 0.042, { rotate: [90, 0, 0], at: [0, 0.01, 0], round: 0.004 }),
      ],
      0.006,
    )
    const gripLong = long < 0.5 ? 0.13 : random.between(0.18, 0.24)
    const grip: FormNode = {
      type: 'twist',
      degrees: 900,
      child: displace(
        'waves',
        0.0028,
        0.02,
        lathe(
          [
            [0.0155, 0.03],
            [0.0185, 0.03 + gripLong * 0.5],
            [0.0145, 0.03 + gripLong],
          ],
          { curve: true },
        ),
        { count: 3 },
      ),
      material: 'grip',
    }
    const py = gripLong + 0.055
    const pommel: FormNode = random.pick([
      union(
        [
          cylinder(0.034, 0.026, { at: [0, py, 0], rotate: [90, 0, 0], round: 0.009 }),
          torus(0.024, 0.005, { at: [0, py, 0.012], rotate: [90, 0, 0] }),
        ],
        0.003,
      ),
      ellipsoid([0.03, 0.036, 0.03], { at: [0, py, 0] }),
      displace(
        'waves',
        0.004,
        0.02,
        lathe(
          [
            [0.014, py - 0.03],
            [0.032, py + 0.004],
            [0.026, py + 0.022],
            [0.01, py + 0.036],
          ],
          { curve: true },
        ),
        { count: 8 },
      ),
    ])
    const rings = [0.034, 0.026 + gripLong].map((y) => torus(0.0165, 0.006, { at: [0, y, 0] }))
    const gem = union([sphere(0.0125, { at: [0, 0.01, 0.022] }), sphere(0.0125, { at: [0, py, 0.013] })], 0, {
      material: 'gem',
    })
    const whole = union([
      union([blade], 0, { material: 'blade' }),
      union([guard, boss, pommel, ...rings, cylinder(0.01, 0.02, { at: [0, py - 0.03, 0] })], 0.002, {
        material: 'hilt',
      }),
      grip,
      gem,
    ])
    if (!stone) return union([whole], 0, { at: [0, long, 0] })
    const sunk = long * 0.42
    const rock = displace(
      'chips',
      0.02,
      0.12,
      displace(
        'fbm',
        0.03,
        0.2,
        union(
          [ellipsoid([0.34, 0.24, 0.28], { at: [0, 0.02, 0] }), ellipsoid([0.2, 0.16, 0.22], { at: [0.22, 0, 0.1] })],
          0.06,
        ),
        { octaves: 3, seed: random.integer(0, 65535) },
      ),
      { seed: random.integer(0, 65535), material: 'stone' },
    )
    return union([
      union([whole], 0, { at: [0, long - sunk + 0.24, 0], rotate: [0, 0, random.between(-8, 8)] }),
      subtract(rock, [box([2, 1, 2], { at: [0, -0.5, 0] })]),
    ])
  },
})
